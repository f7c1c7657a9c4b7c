package io.bactrian.cohort.configuration;

/**
 * What training minimizes: {@code loss_function} and {@code weighted_loss}.
 *
 * @param type {@code dc} (soft Dice), {@code ce} (cross-entropy), {@code dcce} (their sum) ...
 * @param weighted whether classes are weighted by the inverse of their frequency
 * @param includeBackground whether the soft Dice counts the first class, as GaNDLF's does
 */
public record LossSettings(String type, boolean weighted, boolean includeBackground) {
  public static LossSettings of(String type) {
    return new LossSettings(type, false, true);
  }
}
