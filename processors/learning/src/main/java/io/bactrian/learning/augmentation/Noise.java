package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise (GaNDLF's {@code noise}, TorchIO's {@code RandomNoise}); mean and standard
 * deviation are drawn for each channel.
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
    for (int channel = 0; channel < patch.channels(); channel++) {
      add(patch.channel(channel), mean.draw(random), deviation.draw(random), random);
    }
  }

  static void add(float[] values, double mean, double deviation, RandomGenerator random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (mean + deviation * random.nextGaussian());
    }
  }
}
