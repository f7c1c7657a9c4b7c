package io.bactrian.dsl;

import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.Gather;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Gathers the items that have come through: neither filtered out nor failed. */
public final class Passed implements AggregationStrategy {
  /** Exchange property: what the last filter said. */
  static final String KEPT = "BactrianKept";

  private final Gather all = new Gather();

  @Override
  public Exchange aggregate(Exchange gathered, Exchange next) {
    boolean filtered = Boolean.FALSE.equals(next.getProperty(KEPT));
    boolean failed = next.getMessage().getBody() instanceof SubjectFailure;
    if (!filtered && !failed) {
      return all.aggregate(gathered, next);
    }
    if (gathered != null) {
      return gathered;
    }
    Exchange empty = all.aggregate(null, next);
    empty.getMessage().getBody(List.class).clear();
    return empty;
  }
}
