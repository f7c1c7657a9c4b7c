package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a format writes: voxels of one type, given slice by slice, so that no more than a slice is
 * in memory.
 *
 * @param order of the bytes of each slice
 * @param slope factor from stored to real values
 * @param intercept added after the factor
 * @param channels volumes of the same geometry
 */
public record VoxelSource(
    Geometry geometry,
    PixelType type,
    ByteOrder order,
    double slope,
    double intercept,
    int channels,
    Slices slices) {

  /** Gives the voxels. */
  @FunctionalInterface
  public interface Slices {
    /** The stored bytes of slice {@code z} of a channel, x fastest: position to limit. */
    ByteBuffer slice(int channel, int z);
  }

  /** Whether stored values are not the real ones, which few formats can say. */
  public boolean isScaled() {
    return slope != 1 || intercept != 0;
  }

  /**
   * The same with real values as they are stored, for formats without slope and intercept: in 32
   * bit floats, or in 64 bit where those of 32 would not hold the stored values.
   */
  public VoxelSource real() {
    if (!isScaled()) {
      return this;
    }
    PixelType real =
        type.bytes() <= 2 || type == PixelType.FLOAT32 ? PixelType.FLOAT32 : PixelType.FLOAT64;
    Geometry slice = Geometry.ofSize(geometry.size(0), geometry.size(1), 1);
    return new VoxelSource(
        geometry,
        real,
        ByteOrder.LITTLE_ENDIAN,
        1,
        0,
        channels,
        (channel, z) -> {
          ByteBuffer[] stored = {slices.slice(channel, z).slice().order(order)};
          Image image = Image.of(stored, 1, type, slope, intercept, slice);
          return VoxelCodec.convert(image, 0, real, null);
        });
  }
}
