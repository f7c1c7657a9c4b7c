package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.Packing;
import io.bactrian.imaging.io.VoxelFiles;
import io.bactrian.imaging.io.VoxelPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Header and voxels in two files, {@code .hdr} and {@code .img}, of NIfTI or of Analyze 7.5. Either
 * may be given, and either may be packed by gzip.
 */
public final class PairFormat implements ImageFormat {
  @Override
  public String name() {
    return "Analyze pair";
  }

  @Override
  public boolean matches(ImageStart start) {
    if (start.folder()) {
      return false;
    }
    // Voxels have no mark: what others do not know is the half of a pair when its name says so.
    return NiftiHeader.isPair(ByteBuffer.wrap(start.bytes()))
        || start.isNamed(".hdr")
        || (start.isNamed(".img") || start.isNamed(".img.gz"))
            && sibling(start.path(), ".hdr") != null;
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    Path header = half(path, ".hdr");
    Path voxels = half(path, ".img");
    NiftiHeader parsed = parse(header);
    Packing packing = ImageStart.of(voxels).packed() ? Packing.GZIP : Packing.RAW;
    VoxelPart part =
        packing == Packing.RAW
            ? VoxelPart.raw(voxels, parsed.voxelOffset())
            : new VoxelPart(voxels, 0, packing, parsed.voxelOffset());
    return VoxelFiles.read(part, parsed.layout());
  }

  private static NiftiHeader parse(Path header) throws IOException {
    boolean packed = ImageStart.of(header).packed();
    return NiftiHeader.parse(NiftiReader.start(header, packed), header.toString());
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return parse(half(path, ".hdr")).layout().geometry();
  }

  @Override
  public List<Path> files(Path path) {
    Path header = half(path, ".hdr");
    Path voxels = half(path, ".img");
    return path.equals(voxels) ? List.of(voxels, header) : List.of(header, voxels);
  }

  private static Path half(Path path, String ending) {
    Path file = sibling(path, ending);
    if (file == null) {
      throw new ImageFormatException(
          "The file is half of a pair (.hdr and .img), and the other half is missing",
          path.toString(),
          "a file of the same name that ends with " + ending + " or " + ending + ".gz beside it",
          "copy the pair again from where it came, both files into one folder");
    }
    return file;
  }

  /** The half of the pair that ends so, packed or not; null where there is none. */
  private static Path sibling(Path path, String ending) {
    String name = path.getFileName().toString();
    String small = name.toLowerCase(Locale.ROOT);
    if (small.endsWith(ending) || small.endsWith(ending + ".gz")) {
      return path;
    }
    int length = small.endsWith(".gz") ? small.length() - 3 : small.length();
    if (length < 5 || small.charAt(length - 4) != '.') {
      return null;
    }
    String stem = name.substring(0, length - 4);
    String capitals = ending.toUpperCase(Locale.ROOT);
    for (String other : List.of(ending, ending + ".gz", capitals, capitals + ".GZ")) {
      Path file = path.resolveSibling(stem + other);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
