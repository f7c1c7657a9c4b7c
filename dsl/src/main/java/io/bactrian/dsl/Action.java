package io.bactrian.dsl;

/** What is done with one item of a channel. */
sealed interface Action {
  /** Whether none or several items can come out. */
  boolean changesCount();

  /** A process: an endpoint that is called. */
  record Call(Step<?, ?> step) implements Action {
    @Override
    public boolean changesCount() {
      return false;
    }
  }

  /** A function in the registry. */
  record Apply(String bean) implements Action {
    @Override
    public boolean changesCount() {
      return false;
    }
  }

  /**
   * Items that are kept.
   *
   * @param bean a predicate in the registry, or null
   * @param simple a predicate in Camel's simple language, or null
   */
  record Keep(String bean, String simple) implements Action {
    @Override
    public boolean changesCount() {
      return true;
    }
  }

  /** The item is a list whose items come out. */
  record Spread() implements Action {
    @Override
    public boolean changesCount() {
      return true;
    }
  }
}
