package io.bactrian.cohort.configuration;

import java.util.List;

/**
 * What training minimizes: {@code loss_function}, {@code weighted_loss}, {@code penalty_weights}.
 *
 * @param terms at least one; their weighted sum is the loss
 * @param weighted whether classes are weighted by the inverse of their frequency
 * @param penalties weight of each class, in the order of the class list; empty to leave it to
 *     {@code weighted}
 */
public record LossSettings(List<LossTerm> terms, boolean weighted, List<Double> penalties) {
  public LossSettings {
    terms = List.copyOf(terms);
    penalties = List.copyOf(penalties);
  }

  /** One loss, no class weighing more than others. */
  public static LossSettings of(String type) {
    return of(LossTerm.of(type));
  }

  /** A sum of losses, no class weighing more than others. */
  public static LossSettings of(LossTerm... terms) {
    return new LossSettings(List.of(terms), false, List.of());
  }

  /** The names of the losses, with plus signs between several. */
  public String type() {
    return String.join(" + ", terms.stream().map(LossTerm::type).toList());
  }
}
