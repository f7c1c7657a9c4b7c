package io.bactrian.dsl;

import java.util.List;

/**
 * Items of a channel that have something in common.
 *
 * @param key what they have in common
 * @param items in the order of the channel
 */
public record Group<K, T>(K key, List<T> items) {
  public Group {
    items = List.copyOf(items);
  }
}
