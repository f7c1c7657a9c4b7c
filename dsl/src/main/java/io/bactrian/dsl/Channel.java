package io.bactrian.dsl;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stream of items of one type. Immutable: each operation gives a new channel, and a channel may
 * be used as often as one likes. Items of a channel are processed side by side and keep their
 * order.
 *
 * <p>A subject or prediction that fails on its way is listed in {@code failed.csv} and leaves the
 * channel; the others go on. Whatever else fails ends the run.
 *
 * @param <T> the items
 */
public final class Channel<T> {
  private final Pipeline pipeline;
  private final Node node;

  Channel(Pipeline pipeline, Node node) {
    this.pipeline = pipeline;
    this.node = node;
  }

  /** Each item through a process. */
  public <R> Channel<R> through(Step<? super T, R> step) {
    return pipeline.each(node, new Action.Call(step));
  }

  /** Each item through a process that gives a list, and of each list its items. */
  public <R> Channel<R> spread(Step<? super T, ? extends List<R>> step) {
    Channel<?> lists = pipeline.each(node, new Action.Call(step));
    return pipeline.each(lists.node, new Action.Spread());
  }

  /** What a function makes of each item. */
  public <R> Channel<R> map(Function<? super T, ? extends R> function) {
    return map("map", function);
  }

  /**
   * As {@link #map(Function)}.
   *
   * @param name the function's name in errors and in the printed route
   */
  public <R> Channel<R> map(String name, Function<? super T, ? extends R> function) {
    return pipeline.each(node, new Action.Apply(pipeline.bindFunction(name, function)));
  }

  /** The items of the collection that a function makes of each item. */
  public <R> Channel<R> flatMap(Function<? super T, ? extends Collection<R>> function) {
    Channel<List<R>> lists = map("flatMap", item -> List.copyOf(function.apply(item)));
    return pipeline.each(lists.node, new Action.Spread());
  }

  /** Does something with each item and hands it on. */
  public Channel<T> forEach(String name, Consumer<? super T> consumer) {
    return map(
        name,
        item -> {
          consumer.accept(item);
          return item;
        });
  }

  /** The items for which a predicate holds. */
  public Channel<T> filter(Predicate<? super T> predicate) {
    return filter("filter", predicate);
  }

  /** As {@link #filter(Predicate)}, with a name for the printed route. */
  public Channel<T> filter(String name, Predicate<? super T> predicate) {
    return pipeline.each(node, new Action.Keep(pipeline.bindPredicate(name, predicate), null));
  }

  /**
   * The items for which a predicate in Camel's simple language holds, such as {@code
   * "${body.attributes[Site]} == 'Lille'"}. Other than a lambda it can be printed.
   */
  public Channel<T> filter(String simple) {
    return pipeline.each(node, new Action.Keep(null, simple));
  }

  /** Items with the same key together, in the order in which the keys appear. */
  public <K> Channel<Group<K, T>> groupBy(Function<? super T, ? extends K> key) {
    String bean = pipeline.bind("groupBy", new Barriers.Grouping<T, K>(key));
    return pipeline.all(List.of(node), bean, "group(" + variable(node) + ")", false);
  }

  /** Every item with every item of another channel. */
  public <U> Channel<Pair<T, U>> combine(Channel<U> other) {
    String method = "cross(" + variable(node) + ", " + variable(other.node) + ")";
    return pipeline.all(List.of(node, other.node), null, method, false);
  }

  /** Every item with those items of another channel that have the same key. */
  public <U, K> Channel<Pair<T, U>> combine(
      Channel<U> other, Function<? super T, K> key, Function<? super U, K> otherKey) {
    String bean = pipeline.bind("combine", new Barriers.Joining<T, U, K>(key, otherKey));
    String method = "join(" + variable(node) + ", " + variable(other.node) + ")";
    return pipeline.all(List.of(node, other.node), bean, method, false);
  }

  /** All items together, as the only item of a channel. */
  public Channel<List<T>> collect() {
    return pipeline.all(List.of(node), null, "list(" + variable(node) + ")", true);
  }

  /** What a function makes of all items together. */
  public <R> Channel<R> collect(Function<? super List<T>, ? extends R> function) {
    return collect().map("collect", function);
  }

  /** Two arguments: what the channel's variable holds, and whether that is its only item. */
  private static String variable(Node node) {
    return "${variable." + node.name() + "}, " + node.isSingle();
  }
}
