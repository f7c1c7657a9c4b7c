package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Stains stronger or weaker (GaNDLF's {@code hed_transform}, after Tellez et al. 2018): colours are
 * taken apart into haematoxylin, eosin and DAB by their optical densities (Ruifrok and Johnston
 * 2001, with the numbers of scikit-image), each amount is multiplied by 1 + sigma and bias is
 * added, and the colours are put together again. Amounts are decadic optical densities, 0.5 to 1 in
 * a stained nucleus; scikit-image counts them in sixths, in which GaNDLF's default bias would
 * bleach a slide. Patches whose mean is outside of a range, such as empty glass, stay as they are.
 */
public final class HedTransform implements Augmentation {
  /** Colours of haematoxylin, eosin and DAB (rows) as densities of red, green and blue. */
  private static final double[][] RGB_FROM_HED = {
    {0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}
  };

  private static final double[][] HED_FROM_RGB = inverse(RGB_FROM_HED);

  /** Darkest colour that has a density. */
  private static final float DARKEST = 1e-6f;

  private static final float LOG_TEN = (float) Math.log(10);

  private final Ranges[] sigmas;
  private final Ranges[] biases;
  private final double lowest;
  private final double highest;

  /**
   * @param sigmas range of the relative change of haematoxylin, eosin and DAB, within -1 and 1
   *     (GaNDLF's default: -0.1 to 0.1 each)
   * @param biases range of what is added, within -1 and 1 (GaNDLF's default: -0.1 to 0.1 each)
   * @param cutoff smallest and largest mean of a patch, as a part of full brightness, that is
   *     changed (GaNDLF's default: 0 to 1)
   */
  public HedTransform(Ranges[] sigmas, Ranges[] biases, double... cutoff) {
    for (Ranges[] three : new Ranges[][] {sigmas, biases}) {
      for (Ranges range : three) {
        if (range.minimum() < -1 || range.maximum() > 1) {
          throw new IllegalArgumentException("a sigma or bias range is outside of -1 to 1");
        }
      }
    }
    if (cutoff.length != 2 || !(0 <= cutoff[0] && cutoff[0] <= cutoff[1] && cutoff[1] <= 1)) {
      throw new IllegalArgumentException("cutoff_range is not two numbers from 0 to 1");
    }
    this.sigmas = sigmas.clone();
    this.biases = biases.clone();
    lowest = cutoff[0];
    highest = cutoff[1];
  }

  @Override
  public boolean needsColours() {
    return true;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    float full = Colours.full(patch, "hed_transform");
    double[] factor = new double[3];
    double[] added = new double[3];
    for (int stain = 0; stain < 3; stain++) {
      factor[stain] = 1 + sigmas[stain].draw(random);
      added[stain] = biases[stain].draw(random);
    }
    for (int first = 0; first < patch.channels(); first += 3) {
      float[][] rgb = {patch.channel(first), patch.channel(first + 1), patch.channel(first + 2)};
      double mean = mean(rgb) / full;
      if (mean >= lowest && mean <= highest) {
        stain(rgb, factor, added, full);
      }
    }
  }

  private static double mean(float[][] rgb) {
    double sum = 0;
    for (float[] colour : rgb) {
      for (float value : colour) {
        sum += value;
      }
    }
    return sum / (3.0 * rgb[0].length);
  }

  /** Multiplies the amount of each stain and adds to it. */
  static void stain(float[][] rgb, double[] factor, double[] added, float full) {
    float[] apart = flat(HED_FROM_RGB);
    float[] together = flat(RGB_FROM_HED);
    float[] r = rgb[0];
    float[] g = rgb[1];
    float[] b = rgb[2];
    for (int i = 0; i < r.length; i++) {
      float densityR = density(r[i] / full);
      float densityG = density(g[i] / full);
      float densityB = density(b[i] / full);
      float[] m = apart;
      float h = Math.max(0, densityR * m[0] + densityG * m[3] + densityB * m[6]);
      float e = Math.max(0, densityR * m[1] + densityG * m[4] + densityB * m[7]);
      float d = Math.max(0, densityR * m[2] + densityG * m[5] + densityB * m[8]);
      h = (float) (h * factor[0] + added[0]);
      e = (float) (e * factor[1] + added[1]);
      d = (float) (d * factor[2] + added[2]);
      m = together;
      r[i] = full * colour(h * m[0] + e * m[3] + d * m[6]);
      g[i] = full * colour(h * m[1] + e * m[4] + d * m[7]);
      b[i] = full * colour(h * m[2] + e * m[5] + d * m[8]);
    }
  }

  private static float density(float colour) {
    return -FloatPower.log(Math.max(DARKEST, colour)) / LOG_TEN;
  }

  private static float colour(float density) {
    return Math.min(1, FloatPower.exp(-density * LOG_TEN));
  }

  private static float[] flat(double[][] matrix) {
    float[] flat = new float[9];
    for (int i = 0; i < 9; i++) {
      flat[i] = (float) matrix[i / 3][i % 3];
    }
    return flat;
  }

  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        int a = (column + 1) % 3;
        int b = (column + 2) % 3;
        int c = (row + 1) % 3;
        int d = (row + 2) % 3;
        inverse[row][column] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
      determinant += m[0][row] * inverse[row][0];
    }
    for (double[] row : inverse) {
      for (int column = 0; column < 3; column++) {
        row[column] /= determinant;
      }
    }
    return inverse;
  }
}
