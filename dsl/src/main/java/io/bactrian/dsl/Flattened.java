package io.bactrian.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Gathers items that have come through, each a collection, into one list of what these hold. */
public final class Flattened implements AggregationStrategy {
  private final Passed passed = new Passed();

  @Override
  public Exchange aggregate(Exchange gathered, Exchange next) {
    return passed.aggregate(gathered, next);
  }

  @Override
  public void onCompletion(Exchange gathered) {
    if (gathered != null && gathered.getMessage().getBody() instanceof List<?> lists) {
      gathered.getMessage().setBody(flatten(lists));
    }
  }

  /** The items of the collections in a list. */
  public static List<Object> flatten(List<?> lists) {
    List<Object> items = new ArrayList<>();
    lists.forEach(list -> items.addAll((Collection<?>) list));
    return items;
  }
}
