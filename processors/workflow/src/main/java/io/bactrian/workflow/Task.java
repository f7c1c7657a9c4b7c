package io.bactrian.workflow;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One piece of work whose result depends on nothing but what is named here.
 *
 * @param step what is done, such as {@code harmonize}
 * @param version raised whenever the step gives other results than before for the same task
 * @param options everything that changes the result, spelled in one way only: no paths, no defaults
 *     left out
 * @param inputs files whose content is read, in an order that matters
 * @param names what each input is to the step, such as {@code Channel_0}, for explanations; they
 *     change neither key nor result
 */
public record Task(
    String step,
    int version,
    SortedMap<String, String> options,
    List<Path> inputs,
    List<String> names) {
  public Task {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    inputs = List.copyOf(inputs);
    names = List.copyOf(names);
    if (names.size() != inputs.size()) {
      throw new IllegalArgumentException(inputs.size() + " inputs have " + names.size() + " names");
    }
  }

  /** With inputs that are named by their place. */
  public Task(String step, int version, SortedMap<String, String> options, List<Path> inputs) {
    this(
        step,
        version,
        options,
        inputs,
        IntStream.rangeClosed(1, inputs.size()).mapToObj(Integer::toString).toList());
  }
}
