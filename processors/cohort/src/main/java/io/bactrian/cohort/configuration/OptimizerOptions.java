package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each optimizer can be told, with GaNDLF's defaults and the values that make sense. */
final class OptimizerOptions {
  /**
   * One option.
   *
   * @param usual a number, a flag or a list of numbers
   * @param least of each number
   * @param most of each number
   * @param expected the bounds in words
   */
  record Option(String name, Object usual, double least, double most, String expected) {}

  private static final double BELOW_ONE = Math.nextDown(1.0);
  private static final Map<String, List<Option>> TYPES = new LinkedHashMap<>();

  static {
    type("sgd", decay(3e-5), fraction("momentum", 0.99), atLeast("dampening", 0), flag("nesterov"));
    type("asgd", decay(3e-5), atLeast("alpha", 0.75), atLeast("lambd", 1e-4));
    type("adam", decay(5e-5), betas(0.9, 0.999), eps(1e-8), flag("amsgrad"));
    type("adamw", decay(5e-5), betas(0.9, 0.999), eps(1e-8), flag("amsgrad"));
    type("adamax", decay(5e-5), betas(0.9, 0.999), eps(1e-8));
    type("nadam", decay(3e-5), betas(0.9, 0.999), eps(1e-8));
    type("radam", decay(3e-5), betas(0.9, 0.999), eps(1e-8));
    type(
        "rprop",
        above("etas", List.of(0.5, 1.2), "two numbers, the first below and the second above 1"),
        above("step_sizes", List.of(1e-6, 50.0), "two numbers above 0, the smaller first"));
    type("adadelta", decay(3e-5), fraction("rho", 0.9), eps(1e-6));
    type("adagrad", decay(3e-5), atLeast("lr_decay", 0), eps(1e-6));
    type(
        "rmsprop",
        decay(3e-5),
        fraction("alpha", 0.99),
        eps(1e-8),
        flag("centered"),
        fraction("momentum", 0));
    type("novograd", decay(3e-5), betas(0.9, 0.999), eps(1e-8), flag("amsgrad"));
    type("lion", decay(0), betas(0.9, 0.999), flag("decoupled_weight_decay"));
    type("ademamix", decay(0), betas(0.9, 0.999, 0.9999), atLeast("alpha", 5), eps(1e-8));
    type("adopt", decay(0), betas(0.9, 0.9999), eps(1e-6), flag("decoupled"));
  }

  private OptimizerOptions() {}

  private static void type(String name, Option... options) {
    TYPES.put(name, List.of(options));
  }

  private static Option decay(double usual) {
    return atLeast("weight_decay", usual);
  }

  private static Option atLeast(String name, double usual) {
    return new Option(name, usual, 0, Double.MAX_VALUE, "a number of at least 0");
  }

  private static Option fraction(String name, double usual) {
    return new Option(name, usual, 0, BELOW_ONE, "a number of at least 0, below 1");
  }

  private static Option eps(double usual) {
    return above("eps", usual, "a number above 0");
  }

  private static Option above(String name, Object usual, String expected) {
    return new Option(name, usual, Double.MIN_VALUE, Double.MAX_VALUE, expected);
  }

  private static Option betas(Double... usual) {
    String expected =
        (usual.length == 2 ? "two" : "three") + " numbers of at least 0 and below 1, such as ";
    return new Option("betas", List.of(usual), 0, BELOW_ONE, expected + List.of(usual));
  }

  private static Option flag(String name) {
    return new Option(name, name.equals("nesterov"), 0, 0, "True or False");
  }

  /** Names of all optimizers, those of GaNDLF. */
  static String names() {
    return String.join(" ", TYPES.keySet());
  }

  static Parameters defaults(String type) {
    Map<String, Object> values = new LinkedHashMap<>();
    TYPES.getOrDefault(type, List.of()).forEach(each -> values.put(each.name(), each.usual()));
    return new Parameters(values);
  }

  /**
   * Reads the options of one type.
   *
   * @throws ConfigurationException for an option of another type, or a value that cannot be
   */
  static Parameters read(YamlSection section, String type) {
    List<Option> options = TYPES.get(type);
    List<String> names = options.stream().map(Option::name).toList();
    section
        .entries()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && !names.contains(name) && belongsToAny(name)) {
                throw OptimizationReader.foreign(value, name, "the optimizer " + type, names);
              }
            });
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : options) {
      YamlValue value = section.get(option.name());
      values.put(option.name(), value == null ? option.usual() : read(value, option));
    }
    if (type.equals("sgd") && !section.has("nesterov")) {
      // Only there is it the default, since without momentum there is nothing to look ahead along.
      values.put(
          "nesterov", !values.get("momentum").equals(0.0) && values.get("dampening").equals(0.0));
    }
    Parameters read = new Parameters(values);
    checkTogether(section, type, read);
    return read;
  }

  private static boolean belongsToAny(String name) {
    return TYPES.values().stream().flatMap(List::stream).anyMatch(o -> o.name().equals(name));
  }

  private static Object read(YamlValue value, Option option) {
    if (option.usual() instanceof Boolean) {
      return value.flag();
    }
    if (option.usual() instanceof List<?> usual) {
      List<Double> numbers = value.numbers(option.expected());
      boolean within = numbers.stream().allMatch(n -> n >= option.least() && n <= option.most());
      if (numbers.size() != usual.size() || !within) {
        throw value.wrong(option.expected(), "Correct the value");
      }
      return numbers;
    }
    return value.number(option.least(), option.most(), option.expected());
  }

  private static void checkTogether(YamlSection section, String type, Parameters read) {
    if (type.equals("rprop")) {
      double[] etas = read.numbers("etas");
      double[] sizes = read.numbers("step_sizes");
      if (etas[0] >= 1 || etas[1] <= 1) {
        throw section.get("etas").wrong(option("rprop", "etas").expected(), "Correct the value");
      }
      if (sizes[0] > sizes[1]) {
        throw section
            .get("step_sizes")
            .wrong(option("rprop", "step_sizes").expected(), "Correct the value");
      }
    }
    boolean looksAhead = section.has("nesterov") && read.flag("nesterov", false);
    if (looksAhead && (read.number("momentum", 1) == 0 || read.number("dampening", 0) != 0)) {
      throw section
          .get("nesterov")
          .wrong("False without momentum or with dampening", "Remove the key");
    }
  }

  private static Option option(String type, String name) {
    return TYPES.get(type).stream().filter(each -> each.name().equals(name)).findFirst().get();
  }
}
