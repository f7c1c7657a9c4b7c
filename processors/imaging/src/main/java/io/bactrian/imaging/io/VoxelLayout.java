package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.PixelType;
import java.nio.ByteOrder;

/**
 * How the voxels of an image follow each other in its files: the components of a voxel (of a
 * colour, of a vector), then x, y, z, then the volumes.
 *
 * @param geometry of one volume
 * @param components numbers that lie together for each voxel; 1 for an image of gray
 * @param volumes whole volumes one after the other
 * @param slope factor from stored to real values
 * @param intercept added after the factor
 */
public record VoxelLayout(
    Geometry geometry,
    PixelType type,
    ByteOrder order,
    int components,
    int volumes,
    double slope,
    double intercept) {

  /** More channels than this are no image. */
  public static final int MOST_CHANNELS = 1 << 20;

  /** Sizes beyond 4 TiB count as that, so that products do not overflow. */
  private static final long MOST_BYTES = 1L << 42;

  /** One number a voxel, one volume, not scaled. */
  public VoxelLayout(Geometry geometry, PixelType type, ByteOrder order) {
    this(geometry, type, order, 1, 1, 1, 0);
  }

  /** Channels that the image is read as. */
  public int channels() {
    return components * volumes;
  }

  /** Bytes of one slice of one volume, all components. */
  public long sliceBytes() {
    long row = product((long) components * type.bytes(), geometry.size(0));
    return product(row, geometry.size(1));
  }

  /** Bytes of all voxels. */
  public long bytes() {
    return product(product(sliceBytes(), geometry.size(2)), volumes);
  }

  private static long product(long a, long b) {
    return a > MOST_BYTES / b ? MOST_BYTES : a * b;
  }
}
