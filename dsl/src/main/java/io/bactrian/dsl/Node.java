package io.bactrian.dsl;

import java.util.List;

/**
 * A channel in the graph of a pipeline: what it holds is computed from its inputs. Its variable in
 * the route holds a list, or the item itself when there is always exactly one.
 */
sealed interface Node {
  /** Unique in the pipeline: the variable in the route. */
  String name();

  /** Channels that it is computed from. */
  List<Node> inputs();

  /** Whether it always has exactly one item. */
  boolean isSingle();

  /**
   * The items that another route or file gives.
   *
   * @param items Camel's simple expression for them in the message
   */
  record Source(String name, String uri, String items) implements Node {
    @Override
    public List<Node> inputs() {
      return List.of();
    }

    @Override
    public boolean isSingle() {
      return false;
    }
  }

  /** What is done with one item at a time. */
  record Each(String name, Node input, Action action) implements Node {
    @Override
    public List<Node> inputs() {
      return List.of(input);
    }

    @Override
    public boolean isSingle() {
      return input.isSingle() && !action.changesCount();
    }
  }

  /** What needs all items of its inputs. */
  record All(String name, List<Node> inputs, String bean, String method, boolean isSingle)
      implements Node {
    public All {
      inputs = List.copyOf(inputs);
    }
  }
}
