package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;
import java.util.Arrays;

/** Power-law equalization of voxels from -1/2 to 1/2, neighbour by neighbour. */
final class PowerLawNeighbours {
  private final float[] voxels;
  private final Geometry geometry;
  private final int radius;
  private final double beta;
  private final FloatPowerTable power;

  PowerLawNeighbours(PowerLawEqualization settings, float[] voxels, Geometry geometry) {
    this.voxels = voxels;
    this.geometry = geometry;
    radius = settings.radius();
    beta = settings.beta();
    power = new FloatPowerTable(settings.alpha());
  }

  float[] equalized() {
    float[] result = new float[voxels.length];
    Slices.forEach(geometry.size(2), z -> slice(z, result));
    return result;
  }

  /**
   * Row by row and neighbour by neighbour, all voxels of a row after each other: sums of single
   * voxels would wait for their last addition.
   */
  private void slice(int z, float[] result) {
    int width = geometry.size(0);
    int height = geometry.size(1);
    int z0 = Math.max(0, z - radius);
    int z1 = Math.min(geometry.size(2) - 1, z + radius);
    float[] own = new float[width];
    float[] others = new float[width];
    float[] rowContrast = new float[width];
    double[] contrast = new double[width];
    double[] column = new double[width];
    for (int y = 0; y < height; y++) {
      int y0 = Math.max(0, y - radius);
      int y1 = Math.min(height - 1, y + radius);
      int at = (z * height + y) * width;
      System.arraycopy(voxels, at, own, 0, width);
      Arrays.fill(contrast, 0);
      Arrays.fill(column, 0);
      for (int k = z0; k <= z1; k++) {
        for (int j = y0; j <= y1; j++) {
          System.arraycopy(voxels, (k * height + j) * width, others, 0, width);
          Arrays.fill(rowContrast, 0);
          for (int shift = -radius; shift <= radius; shift++) {
            power.addSigned(own, others, shift, rowContrast);
          }
          for (int x = 0; x < width; x++) {
            contrast[x] += rowContrast[x];
            column[x] += others[x];
          }
        }
      }
      double columnSize = (double) (z1 - z0 + 1) * (y1 - y0 + 1);
      for (int x = 0; x < width; x++) {
        int x0 = Math.max(0, x - radius);
        int x1 = Math.min(width - 1, x + radius);
        double mean = 0;
        for (int i = x0; i <= x1; i++) {
          mean += column[i];
        }
        double count = columnSize * (x1 - x0 + 1);
        result[at + x] = (float) ((0.5 * contrast[x] + beta * mean) / count);
      }
    }
  }
}
