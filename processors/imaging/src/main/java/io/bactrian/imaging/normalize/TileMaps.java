package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/**
 * The equalizing map of each tile of an image, bin to grey level. Tiles begin at the first voxel;
 * where the last reach beyond the image, it is mirrored there.
 */
final class TileMaps {
  private final short[] binned;
  private final Geometry geometry;
  private final int[] sides;
  private final int[] tiles = new int[3];
  private final int bins;
  private final int[][] maps;

  private TileMaps(short[] binned, Geometry geometry, int[] sides, int bins) {
    this.binned = binned;
    this.geometry = geometry;
    this.sides = sides;
    this.bins = bins;
    for (int axis = 0; axis < 3; axis++) {
      tiles[axis] = (geometry.size(axis) + sides[axis] - 1) / sides[axis];
    }
    maps = new int[tiles[0] * tiles[1] * tiles[2]][];
  }

  /**
   * Makes the maps.
   *
   * @param binned bin of each voxel
   * @param sides voxels of a tile along x, y, z
   */
  static TileMaps of(short[] binned, Geometry geometry, int[] sides, double clipLimit, int bins) {
    TileMaps result = new TileMaps(binned, geometry, sides, bins);
    int voxels = sides[0] * sides[1] * sides[2];
    int limit = clipLimit > 0 ? Math.max(1, (int) (clipLimit * voxels)) : voxels;
    Slices.forEach(
        result.maps.length,
        tile -> {
          int[] counts = result.counts(tile);
          ClippedHistogram.clip(counts, limit);
          result.maps[tile] = equalizing(counts, voxels);
        });
    return result;
  }

  private int[] counts(int tile) {
    int[] counts = new int[bins];
    int x0 = tile % tiles[0] * sides[0];
    int y0 = tile / tiles[0] % tiles[1] * sides[1];
    int z0 = tile / tiles[0] / tiles[1] * sides[2];
    for (int z = z0; z < z0 + sides[2]; z++) {
      for (int y = y0; y < y0 + sides[1]; y++) {
        int row = (mirrored(z, 2) * geometry.size(1) + mirrored(y, 1)) * geometry.size(0);
        for (int x = x0; x < x0 + sides[0]; x++) {
          counts[binned[row + mirrored(x, 0)]]++;
        }
      }
    }
    return counts;
  }

  /** About the last voxel, which is not repeated. */
  private int mirrored(int index, int axis) {
    int size = geometry.size(axis);
    if (index < size) {
      return index;
    }
    if (size == 1) {
      return 0;
    }
    int period = index % (2 * size - 2);
    return period < size ? period : 2 * size - 2 - period;
  }

  private static int[] equalizing(int[] counts, int voxels) {
    int[] map = new int[counts.length];
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      double top = ContrastLimitedEqualization.LEVELS - 1;
      map[i] = (int) Math.min(top, sum * (top / voxels));
    }
    return map;
  }

  /** Grey levels (whole numbers) of the voxels of a slice, between the maps of up to 8 tiles. */
  void mapSlice(int z, float[] levels) {
    int width = geometry.size(0);
    int at = z * geometry.size(1) * width;
    double[] weights = new double[8];
    int[][] corners = new int[8][];
    boolean flat = geometry.isFlat();
    for (int y = 0; y < geometry.size(1); y++) {
      for (int x = 0; x < width; x++, at++) {
        if (x == 0 || (x + sides[0] / 2) % sides[0] == 0) {
          corners(x, y, z, corners);
        }
        double a = part(x, 0);
        double b = part(y, 1);
        double c = part(z, 2);
        weights(a, b, c, weights);
        int bin = binned[at];
        float level = 0;
        for (int corner = 0; corner < (flat ? 4 : 8); corner++) {
          level += (float) (corners[corner][bin] * weights[corner]);
        }
        levels[at] = (int) level;
      }
    }
  }

  /** How far a voxel lies between the middles of two tiles, 0 to 1. */
  private double part(int index, int axis) {
    return (double) ((index + sides[axis] / 2) % sides[axis]) / sides[axis];
  }

  private static void weights(double a, double b, double c, double[] weights) {
    for (int corner = 0; corner < 8; corner++) {
      double x = (corner & 1) == 0 ? 1 - a : a;
      double y = (corner & 2) == 0 ? 1 - b : b;
      double z = (corner & 4) == 0 ? 1 - c : c;
      weights[corner] = x * y * z;
    }
  }

  private void corners(int x, int y, int z, int[][] corners) {
    for (int corner = 0; corner < 8; corner++) {
      int i = neighbour(x, 0, corner & 1);
      int j = neighbour(y, 1, corner >> 1 & 1);
      int k = neighbour(z, 2, corner >> 2);
      corners[corner] = maps[(k * tiles[1] + j) * tiles[0] + i];
    }
  }

  private int neighbour(int index, int axis, int step) {
    int tile = (index + sides[axis] / 2) / sides[axis] - 1 + step;
    return Math.max(0, Math.min(tiles[axis] - 1, tile));
  }
}
