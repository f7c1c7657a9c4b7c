package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise in proportion to the patch (GaNDLF's {@code noise_var} without {@code std}):
 * for each image the standard deviation is drawn from 0 to a fraction of that of its first channel.
 */
public final class NoiseVariance implements Augmentation {
  /** GaNDLF's default fraction. */
  public static final double FRACTION = 0.015;

  private final Ranges mean;
  private final double fraction;

  /**
   * @param mean range of the mean (GaNDLF's default: 0)
   * @param fraction largest standard deviation of the noise, as a part of the channel's
   */
  public NoiseVariance(Ranges mean, double fraction) {
    this.mean = mean;
    this.fraction = fraction;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    double deviation = 0;
    double drawnMean = 0;
    for (int channel = 0; channel < patch.channels(); channel++) {
      float[] values = patch.channel(channel);
      if (patch.startsImage(channel)) {
        deviation = random.nextDouble() * fraction * standardDeviation(values);
        drawnMean = mean.draw(random);
      }
      Noise.add(values, drawnMean, deviation, random);
    }
  }

  static double standardDeviation(float[] values) {
    double sum = 0;
    double squares = 0;
    float shift = values[0]; // keeps the squares small where the mean is far from 0
    for (float value : values) {
      double v = value - shift;
      sum += v;
      squares += v * v;
    }
    double mean = sum / values.length;
    return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  }
}
