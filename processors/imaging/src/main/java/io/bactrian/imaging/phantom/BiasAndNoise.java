package io.bactrian.imaging.phantom;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the scanner adds: a smooth field of sensitivity and noise. */
final class BiasAndNoise {
  private static final double BIAS = 0.22;

  private final double[] coefficients = new double[9];
  private final double deviation;
  private final long seed;

  BiasAndNoise(RandomGenerator random) {
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = BIAS * (2 * random.nextDouble() - 1);
    }
    deviation = 0.025 + 0.025 * random.nextDouble();
    seed = random.nextLong();
  }

  /** A factor; coordinates run from -1 to 1 over the image. */
  double bias(double x, double y, double z) {
    return Math.exp(
        coefficients[0] * x
            + coefficients[1] * y
            + coefficients[2] * z
            + coefficients[3] * x * y
            + coefficients[4] * y * z
            + coefficients[5] * z * x
            + coefficients[6] * x * x
            + coefficients[7] * y * y
            + coefficients[8] * z * z);
  }

  /** A stream for each slice, so that slices can be made in any order. */
  RandomGenerator noiseOfSlice(int z) {
    return new SplittableRandom(seed + 0x9e3779b97f4a7c15L * z);
  }

  /**
   * The magnitude of a complex signal with Gaussian noise in both parts (Rice's distribution).
   *
   * @param full signal that the standard deviation is a part of
   */
  double withNoise(double signal, double full, RandomGenerator random) {
    double real = signal + deviation * full * random.nextGaussian();
    double imaginary = deviation * full * random.nextGaussian();
    return Math.sqrt(real * real + imaginary * imaginary);
  }
}
