package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/**
 * Power-law equalization from histograms of sliding windows: the time of a voxel grows with the
 * square of the radius, not with its cube.
 */
final class PowerLawHistograms {
  /** Columns that are counted side by side, less the neighbours of the first and last. */
  private static final int TILE = 64;

  private final float[] voxels;
  private final Geometry geometry;
  private final int radius;
  private final double beta;
  private final PowerLawGrid grid;
  private final PowerLawTables tables;

  /**
   * Histograms of an image.
   *
   * @param voxels from -1/2 to 1/2
   * @param grid of the same voxels
   */
  PowerLawHistograms(
      PowerLawEqualization settings, float[] voxels, Geometry geometry, PowerLawGrid grid) {
    this.voxels = voxels;
    this.geometry = geometry;
    this.grid = grid;
    radius = settings.radius();
    beta = settings.beta();
    tables = new PowerLawTables(settings.alpha(), grid);
  }

  /** Voxels from -1/2 to 1/2. */
  float[] equalized() {
    float[] equalized = new float[voxels.length];
    int tiles = (geometry.size(0) + TILE - 1) / TILE;
    Slices.forEach(
        tiles * geometry.size(2), unit -> tile(unit / tiles, unit % tiles * TILE, equalized));
    return equalized;
  }

  private void tile(int z, int from, float[] equalized) {
    int to = Math.min(geometry.size(0), from + TILE);
    int first = Math.max(0, from - radius);
    int last = Math.min(geometry.size(0), to + radius);
    PowerLawWindow window = new PowerLawWindow(last - first, grid);
    int height = geometry.size(1);
    for (int y = 0; y < Math.min(radius, height); y++) {
      count(window, z, y, first, last, 1);
    }
    for (int y = 0; y < height; y++) {
      if (y + radius < height) {
        count(window, z, y + radius, first, last, 1);
      }
      if (y - radius - 1 >= 0) {
        count(window, z, y - radius - 1, first, last, -1);
      }
      row(window, z, y, from, to, equalized);
    }
  }

  private void count(PowerLawWindow window, int z, int y, int first, int last, int times) {
    int end = Math.min(geometry.size(2) - 1, z + radius);
    for (int k = Math.max(0, z - radius); k <= end; k++) {
      int at = (k * geometry.size(1) + y) * geometry.size(0);
      for (int x = first; x < last; x++) {
        window.add(x - first, grid.bins()[at + x], voxels[at + x], times);
      }
    }
  }

  private void row(PowerLawWindow window, int z, int y, int from, int to, float[] equalized) {
    int first = Math.max(0, from - radius);
    int width = geometry.size(0);
    int slices = Math.min(geometry.size(2) - 1, z + radius) - Math.max(0, z - radius) + 1;
    int rows = Math.min(geometry.size(1) - 1, y + radius) - Math.max(0, y - radius) + 1;
    int at = (z * geometry.size(1) + y) * width;
    window.start();
    for (int x = first; x < Math.min(width, from + radius); x++) {
      window.take(x - first);
    }
    for (int x = from; x < to; x++) {
      int start = Math.max(0, x - radius);
      int end = Math.min(width - 1, x + radius);
      if (x + radius < width) {
        window.take(end - first);
      }
      if (x - radius - 1 >= first) {
        window.leave(x - radius - 1 - first);
      }
      int bin = grid.bins()[at + x];
      long[] counts = window.counts(grid.cellOf(bin), start - first, end - first);
      double neighbours = (double) slices * rows * (end - start + 1);
      double sum = tables.sum(bin, window.weights(), counts) + beta * window.sum();
      equalized[at + x] = (float) (sum / neighbours);
    }
  }
}
