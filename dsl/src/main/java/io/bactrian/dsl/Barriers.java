package io.bactrian.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is done with all items of a channel: called by routes, as beans. Of each channel they get
 * what its variable holds, and whether that is its only item: which may be a list, too.
 */
public final class Barriers {
  private Barriers() {}

  /** The items of a channel. */
  public static List<Object> list(Object channel, boolean single) {
    return single ? List.of(channel) : List.copyOf((List<?>) channel);
  }

  /** Every item of one channel with every item of another. */
  public static List<Pair<Object, Object>> cross(
      Object left, boolean leftSingle, Object right, boolean rightSingle) {
    List<Pair<Object, Object>> pairs = new ArrayList<>();
    for (Object a : list(left, leftSingle)) {
      for (Object b : list(right, rightSingle)) {
        pairs.add(new Pair<>(a, b));
      }
    }
    return pairs;
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> items(Object channel, boolean single) {
    return (List<T>) list(channel, single);
  }

  /** Groups by a function of the item. */
  public record Grouping<T, K>(Function<? super T, ? extends K> key) {
    /** The groups, in the order in which their keys appear. */
    public List<Group<K, T>> group(Object channel, boolean single) {
      Map<K, List<T>> groups = new LinkedHashMap<>();
      for (T item : Barriers.<T>items(channel, single)) {
        groups.computeIfAbsent(key.apply(item), k -> new ArrayList<>()).add(item);
      }
      return groups.entrySet().stream()
          .map(group -> new Group<>(group.getKey(), group.getValue()))
          .toList();
    }
  }

  /** Joins two channels by functions of their items. */
  public record Joining<T, U, K>(Function<? super T, K> leftKey, Function<? super U, K> rightKey) {
    /** The pairs with the same key, in the order of the left channel, then of the right one. */
    public List<Pair<T, U>> join(
        Object left, boolean leftSingle, Object right, boolean rightSingle) {
      Map<K, List<U>> byKey = new LinkedHashMap<>();
      for (U item : Barriers.<U>items(right, rightSingle)) {
        byKey.computeIfAbsent(rightKey.apply(item), k -> new ArrayList<>()).add(item);
      }
      List<Pair<T, U>> pairs = new ArrayList<>();
      for (T item : Barriers.<T>items(left, leftSingle)) {
        for (U other : byKey.getOrDefault(leftKey.apply(item), List.of())) {
          pairs.add(new Pair<>(item, other));
        }
      }
      return pairs;
    }
  }
}
