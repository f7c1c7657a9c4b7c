package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Raises intensities to a power (GaNDLF's {@code gamma}, TorchIO's {@code RandomGamma}): {@code
 * sign(v) |v|^exp(b)} with b drawn for each image; the sign makes it monotone also below 0.
 */
public final class Gamma implements Augmentation {
  private final Ranges logGamma;

  /**
   * @param logGamma range of the logarithm of the exponent (TorchIO's default: -0.3 to 0.3)
   */
  public Gamma(Ranges logGamma) {
    this.logGamma = logGamma;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    float gamma = 1;
    for (int channel = 0; channel < patch.channels(); channel++) {
      if (patch.startsImage(channel)) {
        gamma = (float) Math.exp(logGamma.draw(random));
      }
      raise(patch.channel(channel), gamma);
    }
  }

  static void raise(float[] values, float gamma) {
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      if (value >= Float.MIN_NORMAL) {
        values[i] = FloatPower.pow(value, gamma);
      } else if (value <= -Float.MIN_NORMAL) {
        values[i] = -FloatPower.pow(-value, gamma);
      } else {
        values[i] = 0;
      }
    }
  }
}
