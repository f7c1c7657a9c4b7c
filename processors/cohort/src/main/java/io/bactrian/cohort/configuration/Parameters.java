package io.bactrian.cohort.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named values of one preprocessing step or augmentation. Values are {@code Double}, {@code
 * Boolean}, {@code String}, a {@code List<Double>} or a list of such lists; the configuration has
 * checked their types; what was not given is absent, and its default is where it is used.
 */
public record Parameters(Map<String, Object> values) {
  public static final Parameters NONE = new Parameters(Map.of());

  public Parameters {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((key, value) -> plain.put(key, plain(value)));
    values = Collections.unmodifiableMap(plain);
  }

  /** One value of Java's usual types, such as {@code Parameters.of("min", 10)}. */
  public static Parameters of(String key, Object value) {
    return new Parameters(Map.of(key, value));
  }

  public static Parameters of(String key1, Object value1, String key2, Object value2) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(key1, value1);
    values.put(key2, value2);
    return new Parameters(values);
  }

  private static Object plain(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Parameters::plain).toList();
    }
    if (value instanceof double[] array) {
      return java.util.Arrays.stream(array).boxed().toList();
    }
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    throw new IllegalArgumentException("No parameter can be " + value);
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The number under {@code key}, or {@code fallback}. */
  public double number(String key, double fallback) {
    return values.get(key) instanceof Double number ? number : fallback;
  }

  public boolean flag(String key, boolean fallback) {
    return values.get(key) instanceof Boolean flag ? flag : fallback;
  }

  public String text(String key, String fallback) {
    return values.get(key) instanceof String text ? text : fallback;
  }

  /** The numbers under {@code key} (one number gives an array of one), or {@code fallback}. */
  public double[] numbers(String key, double... fallback) {
    Object value = values.get(key);
    if (value instanceof Double number) {
      return new double[] {number};
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToDouble(item -> (Double) item).toArray();
    }
    return fallback.clone();
  }

  /** As {@link #numbers}, for axes and sizes. */
  public int[] integers(String key, int... fallback) {
    if (!has(key)) {
      return fallback.clone();
    }
    double[] numbers = numbers(key);
    int[] integers = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      integers[i] = (int) numbers[i];
    }
    return integers;
  }

  /** The rows of whole numbers under {@code key}; none when there is no such key. */
  public int[][] rows(String key) {
    List<?> rows = values.get(key) instanceof List<?> list ? list : List.of();
    return rows.stream()
        .map(row -> ((List<?>) row).stream().mapToInt(item -> ((Double) item).intValue()).toArray())
        .toArray(int[][]::new);
  }
}
