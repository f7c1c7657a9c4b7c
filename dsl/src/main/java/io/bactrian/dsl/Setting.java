package io.bactrian.dsl;

import java.util.function.Supplier;

/**
 * A parameter in use: its text is the placeholder that stands for it in options, and {@link #get}
 * its value while the pipeline runs.
 */
public final class Setting implements Supplier<String> {
  private final String name;
  private final Supplier<String> value;

  Setting(String name, Supplier<String> value) {
    this.name = name;
    this.value = value;
  }

  /** The value; only in functions that run with the pipeline. */
  @Override
  public String get() {
    return value.get();
  }

  @Override
  public String toString() {
    return "{{" + name + "}}";
  }
}
