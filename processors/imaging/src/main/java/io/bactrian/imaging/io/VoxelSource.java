package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
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
}
