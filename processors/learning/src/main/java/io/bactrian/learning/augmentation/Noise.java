package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise (GaNDLF's {@code noise}, TorchIO's {@code RandomNoise}); mean and standard
 * deviation are drawn for each image.
 */
public final class Noise implements Augmentation {
  private final Ranges mean;
  private final Ranges deviation;

  /**
   * @param mean range of the mean (GaNDLF's default: 0)
   * @param deviation range of the standard deviation (GaNDLF's default: 0 to 1)
   */
  public Noise(Ranges mean, Ranges deviation) {
    if (deviation.minimum() < 0) {
      throw new IllegalArgumentException("A standard deviation below 0");
    }
    this.mean = mean;
    this.deviation = deviation;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    double drawnMean = 0;
    double drawnDeviation = 0;
    for (int channel = 0; channel < patch.channels(); channel++) {
      if (patch.startsImage(channel)) {
        drawnMean = mean.draw(random);
        drawnDeviation = deviation.draw(random);
      }
      add(patch.channel(channel), drawnMean, drawnDeviation, random);
    }
  }

  static void add(float[] values, double mean, double deviation, RandomGenerator random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (mean + deviation * random.nextGaussian());
    }
  }
}
