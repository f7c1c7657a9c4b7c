package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.VoxelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** NIfTI-1 and NIfTI-2 in one file, packed by gzip or not. */
public final class NiftiFormat implements ImageFormat {
  @Override
  public String name() {
    return "NIfTI";
  }

  @Override
  public boolean matches(ImageStart start) {
    if (start.bytes().length < NiftiHeader.SHORTEST) {
      // Too short to tell, so that the name must; reading it then says how much is missing.
      return start.isNamed(".nii") && start.bytes().length > 0 || start.isNamed(".nii.gz");
    }
    return NiftiHeader.isSingle(ByteBuffer.wrap(start.bytes()));
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    return NiftiReader.read(path, ImageStart.of(path).packed());
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return NiftiReader.header(path, ImageStart.of(path).packed()).layout().geometry();
  }

  @Override
  public List<String> endings() {
    return List.of(".nii", ".nii.gz");
  }

  @Override
  public void write(Path file, VoxelSource voxels) {
    NiftiWriter.write(file, voxels);
  }
}
