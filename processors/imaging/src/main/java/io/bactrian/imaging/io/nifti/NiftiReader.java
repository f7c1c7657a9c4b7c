package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.Damage;
import io.bactrian.imaging.io.GzipFile;
import io.bactrian.imaging.io.Packing;
import io.bactrian.imaging.io.VoxelFiles;
import io.bactrian.imaging.io.VoxelPart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** Reads NIfTI in one file: mapped when it is plain, unpacked straight into place when gzipped. */
final class NiftiReader {
  private NiftiReader() {}

  /** The header, looked at against the size of the file where that is not packed. */
  static NiftiHeader header(Path file, boolean packed) throws IOException {
    NiftiHeader header = NiftiHeader.parse(start(file, packed), file.toString());
    if (!packed) {
      VoxelFiles.check(List.of(VoxelPart.raw(file, header.voxelOffset())), header.layout());
    }
    return header;
  }

  /** The first bytes, unpacked; at least as many as the shorter header has. */
  static ByteBuffer start(Path file, boolean packed) throws IOException {
    byte[] start;
    try (InputStream in = packed ? GzipFile.open(file) : Files.newInputStream(file)) {
      start = in.readNBytes(NiftiHeader.BYTES);
    } catch (EOFException e) {
      throw Damage.truncatedWhenUnpacked(file, "gzipped", 352, 0, e);
    } catch (ZipException e) {
      throw Damage.unpackable(file, "gzipped", e);
    }
    if (start.length < NiftiHeader.SHORTEST) {
      throw Damage.truncated(file, 352, start.length, "header");
    }
    return ByteBuffer.wrap(start);
  }

  static List<Image> read(Path file, boolean packed) throws IOException {
    NiftiHeader header = header(file, packed);
    VoxelPart part =
        packed
            ? new VoxelPart(file, 0, Packing.GZIP, header.voxelOffset())
            : VoxelPart.raw(file, header.voxelOffset());
    return VoxelFiles.read(part, header.layout());
  }
}
