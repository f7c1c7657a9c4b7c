package io.bactrian.workflow;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One piece of work whose result depends on nothing but what is named here.
 *
 * @param step what is done, such as {@code harmonize}
 * @param version raised whenever the step gives other results than before for the same task
 * @param options everything that changes the result, spelled in one way only: no paths, no defaults
 *     left out
 * @param inputs files whose content is read, in an order that matters
 */
public record Task(String step, int version, SortedMap<String, String> options, List<Path> inputs) {
  public Task {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    inputs = List.copyOf(inputs);
  }
}
