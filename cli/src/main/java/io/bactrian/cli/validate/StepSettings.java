package io.bactrian.cli.validate;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a run may be told of all its steps by properties, without a parameter of the route: {@code
 * SCHEME.NAME} of the steps of one component, {@code step.NAME} of all others, and what concerns
 * the machine and the log.
 */
public final class StepSettings {
  /** The property that says how the log is written. */
  public static final String LOG_FORMAT = "log.format";

  private static final Set<String> OF_STEPS =
      Set.of("attempts", "backoff", "timeLimit", "cpus", "memory");

  private StepSettings() {}

  /** The names of all such properties. */
  public static Set<String> names() {
    EndpointCatalog catalog = new EndpointCatalog();
    Set<String> names = new TreeSet<>(Set.of("machine.cpus", "machine.memory", LOG_FORMAT));
    for (String setting : OF_STEPS) {
      names.add("step." + setting);
      catalog.schemes().stream()
          .filter(scheme -> isStep(catalog, scheme))
          .forEach(scheme -> names.add(scheme + "." + setting));
    }
    return names;
  }

  private static boolean isStep(EndpointCatalog catalog, String scheme) {
    return catalog
        .find(scheme)
        .filter(step -> OF_STEPS.stream().allMatch(setting -> step.option(setting) != null))
        .isPresent();
  }
}
