package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Multiplies a smooth field on each image, as uneven coils do in MRI (GaNDLF's {@code bias},
 * TorchIO's {@code RandomBiasField}): the exponential of a polynomial whose coefficients are drawn
 * uniformly (Van Leemput et al. 1999). Coordinates run from -1 to 1 over the whole volume, so that
 * a patch sees its part of the field.
 */
public final class BiasField implements Augmentation {
  private final Ranges coefficients;
  private final int order;

  /**
   * @param coefficients range of the coefficients (GaNDLF's default: -0.5 to 0.5)
   * @param order of the polynomial, at least 0 (GaNDLF's default: 3)
   */
  public BiasField(Ranges coefficients, int order) {
    if (order < 0) {
      throw new IllegalArgumentException("Order below 0: " + order);
    }
    this.coefficients = coefficients;
    this.order = order;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int terms = (order + 1) * (order + 2) * (order + 3) / 6;
    double[] drawn = new double[terms];
    for (int channel = 0; channel < patch.channels(); channel++) {
      for (int i = 0; i < terms && patch.startsImage(channel); i++) {
        drawn[i] = coefficients.draw(random);
      }
      multiply(patch, patch.channel(channel), drawn);
    }
  }

  private void multiply(PatchData patch, float[] values, double[] drawn) {
    int width = patch.size(0);
    float[] alongX = new float[order + 1];
    float scale = (float) step(patch, 0);
    float offset = (float) coordinate(patch, 0, 0);
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        collapse(drawn, coordinate(patch, 1, y), coordinate(patch, 2, z), alongX);
        int from = (z * patch.size(1) + y) * width;
        for (int x = 0; x < width; x++) {
          float position = offset + x * scale;
          float exponent = 0;
          for (int power = order; power >= 0; power--) {
            exponent = exponent * position + alongX[power];
          }
          values[from + x] *= FloatPower.exp(exponent);
        }
      }
    }
  }

  /** The polynomial in x that remains where y and z are fixed. */
  private void collapse(double[] drawn, double y, double z, float[] alongX) {
    int term = 0;
    for (int i = 0; i <= order; i++) {
      double sum = 0;
      double powerOfY = 1;
      for (int j = 0; j <= order - i; j++) {
        double power = powerOfY;
        for (int k = 0; k <= order - i - j; k++) {
          sum += drawn[term++] * power;
          power *= z;
        }
        powerOfY *= y;
      }
      alongX[i] = (float) sum;
    }
  }

  private static double step(PatchData patch, int axis) {
    return patch.volumeSize(axis) == 1 ? 0 : 2.0 / (patch.volumeSize(axis) - 1);
  }

  private static double coordinate(PatchData patch, int axis, int index) {
    return patch.volumeSize(axis) == 1 ? 0 : (patch.start(axis) + index) * step(patch, axis) - 1;
  }
}
