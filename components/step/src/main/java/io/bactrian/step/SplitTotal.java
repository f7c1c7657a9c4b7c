package io.bactrian.step;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * How many messages a step gets in all. Camel tells a message the size of the innermost split it
 * stands in; a message leaves here what it knows of the splits around it, which its parts inherit.
 *
 * @param index of the message in the innermost split
 * @param size of that split
 * @param total of the messages of all splits around the message, taken that each has the same size
 */
record SplitTotal(int index, int size, int total) {
  private static final String PROPERTY = "BactrianSplitTotal";

  /** The total for a step that a message has come to; 1 outside of any split. */
  static int of(Exchange exchange) {
    Integer size = exchange.getProperty(ExchangePropertyKey.SPLIT_SIZE, Integer.class);
    Integer index = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
    if (size == null || index == null) {
      return 1;
    }
    SplitTotal outer = exchange.getProperty(PROPERTY, SplitTotal.class);
    if (outer != null && outer.index == index && outer.size == size) {
      return outer.total;
    }
    SplitTotal here = new SplitTotal(index, size, outer == null ? size : outer.total * size);
    exchange.setProperty(PROPERTY, here);
    return here.total;
  }
}
