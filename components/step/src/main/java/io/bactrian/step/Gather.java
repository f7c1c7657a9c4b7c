package io.bactrian.step;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * Gathers the bodies after a split into one list, in the order of the split.
 *
 * <p>Unlike Camel's own strategy for lists it does not go on with the first exchange of the split:
 * when that one has failed and been handled, the whole would count as failed and handled too, and
 * the steps after the split would not run.
 */
public final class Gather implements AggregationStrategy {
  @Override
  public Exchange aggregate(Exchange gathered, Exchange next) {
    Exchange result = gathered == null ? empty(next) : gathered;
    bodies(result).add(next.getMessage().getBody());
    if (next.getException() != null && result.getException() == null) {
      result.setException(next.getException());
    }
    return result;
  }

  private static Exchange empty(Exchange like) {
    Exchange exchange = new DefaultExchange(like.getContext());
    exchange.getMessage().setBody(new ArrayList<>());
    return exchange;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> bodies(Exchange exchange) {
    return exchange.getMessage().getBody(List.class);
  }
}
