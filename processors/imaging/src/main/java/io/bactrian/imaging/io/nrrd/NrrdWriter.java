package io.bactrian.imaging.io.nrrd;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.VoxelSource;
import io.bactrian.imaging.io.WrittenVoxels;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Writes NRRD, raw, so that it can be mapped; channels as the last axis. Under the ending .nhdr the
 * voxels go into a file of their own, .raw.
 */
final class NrrdWriter {
  private NrrdWriter() {}

  static void write(Path file, VoxelSource source) {
    VoxelSource voxels = source.real();
    WrittenVoxels.write(file, ".nhdr", voxels, data -> header(voxels, data));
  }

  private static String header(VoxelSource voxels, String data) {
    Geometry geometry = voxels.geometry();
    boolean several = voxels.channels() > 1;
    StringBuilder directions = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      double spacing = geometry.spacing(axis);
      directions.append(
          vector(
              geometry.direction(0, axis) * spacing,
              geometry.direction(1, axis) * spacing,
              geometry.direction(2, axis) * spacing));
      directions.append(axis < 2 ? " " : several ? " none" : "");
    }
    return "NRRD0004\n"
        + "type: "
        + type(voxels.type())
        + "\n"
        + "dimension: "
        + (several ? 4 : 3)
        + "\n"
        + "space: left-posterior-superior\n"
        + "sizes: "
        + geometry.size(0)
        + " "
        + geometry.size(1)
        + " "
        + geometry.size(2)
        + (several ? " " + voxels.channels() : "")
        + "\n"
        + "space directions: "
        + directions
        + "\n"
        + "kinds: domain domain domain"
        + (several ? " list" : "")
        + "\n"
        + (voxels.order() == ByteOrder.LITTLE_ENDIAN ? "endian: little\n" : "endian: big\n")
        + "encoding: raw\n"
        + "space origin: "
        + vector(geometry.origin(0), geometry.origin(1), geometry.origin(2))
        + "\n"
        + (data == null ? "\n" : "data file: " + data + "\n");
  }

  private static String vector(double x, double y, double z) {
    return "(" + (x + 0.0) + "," + (y + 0.0) + "," + (z + 0.0) + ")";
  }

  private static String type(PixelType type) {
    return switch (type) {
      case UINT8 -> "uint8";
      case INT8 -> "int8";
      case UINT16 -> "uint16";
      case INT16 -> "int16";
      case UINT32 -> "uint32";
      case INT32 -> "int32";
      case UINT64 -> "uint64";
      case INT64 -> "int64";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }
}
