package io.bactrian.evaluation.metrics;

/** One number that says how a predicted structure agrees with the target. Stateless. */
public interface Metric {
  /** Name in configurations and tables, as GaNDLF spells it where it has the metric. */
  String name();

  /** Name for readers, with the unit if there is one. */
  String title();

  /**
   * The value for one class of one subject.
   *
   * @return NaN where it is undefined
   */
  double of(Comparison comparison);
}
