package io.bactrian.imaging.io.metaimage;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.VoxelSource;
import io.bactrian.imaging.io.WrittenVoxels;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Writes MetaImage, not compressed, so that it can be mapped; channels as a fourth dimension. Under
 * the ending .mhd the voxels go into a file of their own, .raw.
 */
final class MetaImageWriter {
  private MetaImageWriter() {}

  static void write(Path file, VoxelSource source) {
    VoxelSource voxels = source.real();
    WrittenVoxels.write(file, ".mhd", voxels, data -> header(voxels, data));
  }

  private static String header(VoxelSource voxels, String data) {
    Geometry geometry = voxels.geometry();
    int axes = voxels.channels() > 1 ? 4 : 3;
    StringBuilder sizes = new StringBuilder();
    StringBuilder spacing = new StringBuilder();
    StringBuilder offset = new StringBuilder();
    StringBuilder matrix = new StringBuilder();
    for (int axis = 0; axis < axes; axis++) {
      sizes.append(' ').append(axis < 3 ? geometry.size(axis) : voxels.channels());
      spacing.append(' ').append(axis < 3 ? geometry.spacing(axis) : 1);
      offset.append(' ').append(axis < 3 ? geometry.origin(axis) : 0);
      for (int row = 0; row < axes; row++) {
        boolean known = axis < 3 && row < 3;
        double identity = axis == row ? 1 : 0;
        matrix.append(' ').append(known ? geometry.direction(row, axis) : identity);
      }
    }
    return "ObjectType = Image\n"
        + "NDims = "
        + axes
        + "\n"
        + "BinaryData = True\n"
        + "BinaryDataByteOrderMSB = "
        + (voxels.order() == ByteOrder.BIG_ENDIAN ? "True\n" : "False\n")
        + "CompressedData = False\n"
        + "TransformMatrix ="
        + matrix
        + "\n"
        + "Offset ="
        + offset
        + "\n"
        + "ElementSpacing ="
        + spacing
        + "\n"
        + "DimSize ="
        + sizes
        + "\n"
        + "ElementType = "
        + type(voxels.type())
        + "\n"
        + "ElementDataFile = "
        + (data == null ? "LOCAL" : data)
        + "\n";
  }

  private static String type(PixelType type) {
    return switch (type) {
      case UINT8 -> "MET_UCHAR";
      case INT8 -> "MET_CHAR";
      case UINT16 -> "MET_USHORT";
      case INT16 -> "MET_SHORT";
      case UINT32 -> "MET_UINT";
      case INT32 -> "MET_INT";
      case UINT64 -> "MET_ULONG_LONG";
      case INT64 -> "MET_LONG_LONG";
      case FLOAT32 -> "MET_FLOAT";
      case FLOAT64 -> "MET_DOUBLE";
    };
  }
}
