package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.io.FastGzip;
import io.bactrian.imaging.io.VoxelLayout;
import io.bactrian.imaging.io.VoxelSource;
import io.bactrian.imaging.io.WrittenVoxels;
import io.bactrian.safety.AtomicFiles;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes NIfTI-1 files (NIfTI-2 where a side is longer than 32767 voxels), packed by gzip when the
 * name ends in .gz. The geometry goes into sform and qform.
 *
 * <p>NIfTI-1 holds the affine in 32 bit floats: a voxel is at most some 1e-7 of its distance from
 * the origin away from where it was.
 */
final class NiftiWriter {
  private NiftiWriter() {}

  static void write(Path file, VoxelSource voxels) {
    boolean packed = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    AtomicFiles.write(
        file,
        raw -> {
          OutputStream out = packed ? new FastGzip(raw) : raw;
          out.write(header(voxels).encode().array());
          WrittenVoxels.write(out, voxels);
          if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
          }
        });
  }

  private static NiftiHeader header(VoxelSource voxels) {
    Geometry geometry = voxels.geometry();
    boolean large = voxels.channels() > Short.MAX_VALUE;
    for (int axis = 0; axis < 3; axis++) {
      large |= geometry.size(axis) > Short.MAX_VALUE;
    }
    VoxelLayout layout =
        new VoxelLayout(
            geometry,
            voxels.type(),
            voxels.order(),
            1,
            voxels.channels(),
            voxels.slope(),
            voxels.intercept());
    return new NiftiHeader(large ? 2 : 1, layout, large ? 544 : 352);
  }
}
