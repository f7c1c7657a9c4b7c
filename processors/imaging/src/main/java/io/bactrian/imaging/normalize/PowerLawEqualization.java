package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;
import java.util.Arrays;

/**
 * Adaptive histogram equalization by a power law (Stark, IEEE Transactions on Image Processing 9,
 * 2000): with values u scaled to -1/2..1/2, each becomes the mean over its neighbours v of sign(u -
 * v) |2 (u - v)|^alpha / 2 + beta v, scaled back. Alpha 0 is classical adaptive equalization, alpha
 * 1 with beta 1 changes nothing. Neighbours outside the image do not count. ITK's
 * AdaptiveHistogramEqualizationImageFilter and so GaNDLF's {@code adaptive_histogram_equalization}.
 * Geometry and label stay.
 *
 * @param alpha 0 to 1; ITK's default is 0.3
 * @param beta 0 to 1; ITK's default is 0.3
 * @param radius of the neighbourhood along each axis, in voxels; ITK's default is 5
 */
public record PowerLawEqualization(double alpha, double beta, int radius) implements Operation {
  public PowerLawEqualization {
    if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1 && radius >= 1)) {
      throw new IllegalArgumentException(alpha + ", " + beta + ", " + radius);
    }
  }

  /** With ITK's defaults. */
  public PowerLawEqualization() {
    this(0.3, 0.3, 5);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(sample, subject, this::equalize);
  }

  private float[] equalize(float[] voxels, Image image, String where) {
    float[] range = Percentiles.extremes(voxels);
    if (!Channels.isRange(range[0], range[1])) {
      throw Channels.constant("to equalize", range[0], range[1], where);
    }
    double scale = (double) range[1] - range[0];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (float) ((voxels[i] - range[0]) / scale - 0.5);
    }
    FloatPowerTable power = new FloatPowerTable(alpha);
    Geometry geometry = image.geometry();
    float[] result = new float[voxels.length];
    Slices.forEach(
        geometry.size(2), z -> slice(voxels, geometry, z, power, scale, range[0], result));
    return result;
  }

  /**
   * Row by row and neighbour by neighbour, all voxels of a row after each other: sums of single
   * voxels would wait for their last addition.
   */
  private void slice(
      float[] voxels,
      Geometry geometry,
      int z,
      FloatPowerTable power,
      double scale,
      double minimum,
      float[] result) {
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
        double equalized = (0.5 * contrast[x] + beta * mean) / (columnSize * (x1 - x0 + 1));
        result[at + x] = (float) (scale * (equalized + 0.5) + minimum);
      }
    }
  }
}
