package io.bactrian.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process: something that takes one record and gives one. It stands for a Camel endpoint, whose
 * options it holds; immutable, so that it can be kept and used in several places.
 *
 * @param <I> what it takes
 * @param <O> what it gives
 */
public final class Step<I, O> {
  private final String uri;
  private final Map<String, String> options;
  private final boolean alone;

  private Step(String uri, Map<String, String> options, boolean alone) {
    this.uri = uri;
    this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    this.alone = alone;
  }

  /**
   * Any Camel endpoint as a process. The steps of Bactrian are in {@link Steps}.
   *
   * @param uri scheme and path, such as {@code harmonize:resample}, without options
   */
  public static <I, O> Step<I, O> of(String uri, Class<I> takes, Class<O> gives) {
    return new Step<>(uri, Map.of(), false);
  }

  /** As {@link #of}, for records whose type has parameters. */
  static <I, O> Step<I, O> of(String uri) {
    return new Step<>(uri, Map.of(), false);
  }

  /**
   * The same process with an option.
   *
   * @param value its text; {@code {{name}}} stands for a parameter
   */
  public Step<I, O> with(String option, Object value) {
    String text = String.valueOf(value);
    if (text.chars().anyMatch(c -> "&%+#".indexOf(c) >= 0)) {
      throw new PipelineException(
          "The option " + option + " of " + uri + " has a sign that Camel would read as its own",
          option + "=" + text,
          "a text without &, %, + and #",
          "give it by a parameter, or put the command into a script");
    }
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, text);
    return new Step<>(uri, more, alone);
  }

  /** The same process with its options from a GaNDLF-style configuration file. */
  public Step<I, O> config(Object file) {
    return with("config", file);
  }

  /** The same process, for one item at a time: for one that takes the whole machine. */
  public Step<I, O> oneAtATime() {
    return new Step<>(uri, options, true);
  }

  boolean isAlone() {
    return alone;
  }

  /** The URI with all options. */
  String uri() {
    List<String> parts = new ArrayList<>();
    options.forEach((name, value) -> parts.add(name + "=" + value));
    return parts.isEmpty() ? uri : uri + "?" + String.join("&", parts);
  }

  @Override
  public String toString() {
    return uri();
  }
}
