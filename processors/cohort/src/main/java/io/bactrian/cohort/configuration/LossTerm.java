package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One loss of those that are added up.
 *
 * @param type such as {@code dc}
 * @param weight factor in the sum
 * @param options by name; what was not given is absent, and its default is where it is used
 */
public record LossTerm(String type, double weight, Parameters options) {
  public static LossTerm of(String type) {
    return new LossTerm(type, 1, Parameters.NONE);
  }

  /** The same with another value of one option. */
  public LossTerm with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(options.values());
    changed.put(name, value);
    return new LossTerm(type, weight, new Parameters(changed));
  }
}
