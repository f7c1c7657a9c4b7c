package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.bactrian.learning.ModelException;
import io.bactrian.safety.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays by the names of PyTorch's {@code state_dict}, fitted to the parameters of a network. The
 * prefixes that wrappers put before every name ({@code module.} of data parallelism, {@code model.}
 * of Lightning) are taken off, and counts of batches may be missing.
 */
public final class StateDictionary {
  private static final List<String> WRAPPERS = List.of("module.", "model.");
  private static final String COUNT = "num_batches_tracked";
  private static final int MOST_SHOWN = 8;

  private StateDictionary() {}

  /** The same arrays without the prefixes of wrappers, unless the network itself has them. */
  public static Map<String, NDArray> unwrapped(
      List<NamedParameter> parameters, Map<String, NDArray> arrays) {
    String prefix = "";
    String wrapper = wrapper(arrays, "");
    while (wrapper != null && !anyKnown(parameters, arrays, prefix)) {
      prefix += wrapper;
      wrapper = wrapper(arrays, prefix);
    }
    Map<String, NDArray> plain = new LinkedHashMap<>();
    int length = anyKnown(parameters, arrays, prefix) ? prefix.length() : 0;
    arrays.forEach((name, array) -> plain.put(name.substring(length), array));
    return plain;
  }

  private static boolean anyKnown(
      List<NamedParameter> parameters, Map<String, NDArray> arrays, String prefix) {
    return parameters.stream().anyMatch(one -> arrays.containsKey(prefix + one.name()));
  }

  private static String wrapper(Map<String, NDArray> arrays, String before) {
    return WRAPPERS.stream()
        .filter(
            wrapper ->
                !arrays.isEmpty()
                    && arrays.keySet().stream().allMatch(name -> name.startsWith(before + wrapper)))
        .findFirst()
        .orElse(null);
  }

  /**
   * Requires an array of the right shape for each parameter, and no other.
   *
   * @param arrays {@link #unwrapped}
   * @param source where they are from, for messages
   * @throws ModelException that names every one that is missing, unexpected or of another shape or
   *     type, up to eight of each, with the nearest name
   */
  public static void check(
      List<NamedParameter> parameters, Map<String, NDArray> arrays, String source) {
    Set<String> unexpected = new LinkedHashSet<>(arrays.keySet());
    parameters.forEach(parameter -> unexpected.remove(parameter.name()));
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    List<String> mistyped = new ArrayList<>();
    List<String> names = parameters.stream().map(NamedParameter::name).toList();
    for (NamedParameter parameter : parameters) {
      NDArray array = arrays.get(parameter.name());
      Shape shape = parameter.shape();
      if (array == null && !parameter.name().endsWith(COUNT)) {
        missing.add(parameter.name() + " " + shape + nearest(parameter.name(), unexpected));
      } else if (array != null && !array.getShape().equals(shape)) {
        misshaped.add(parameter.name() + ": expected " + shape + ", found " + array.getShape());
      } else if (array != null && parameter.floating() && !array.getDataType().isFloating()) {
        mistyped.add(
            parameter.name() + ": expected " + parameter.type() + ", found " + array.getDataType());
      }
    }
    if (missing.isEmpty() && misshaped.isEmpty() && mistyped.isEmpty() && unexpected.isEmpty()) {
      return;
    }
    List<String> surplus = new ArrayList<>();
    unexpected.forEach(
        name -> surplus.add(name + " " + arrays.get(name).getShape() + nearest(name, names)));
    throw new ModelException(
        "The weights are not those of the network"
            + list("missing", missing)
            + list("unexpected", surplus)
            + list("of another shape", misshaped)
            + list("of another type", mistyped),
        source,
        parameters.size() + " arrays, from " + names.get(0) + " to " + names.get(names.size() - 1),
        "use the configuration the weights were trained with: architecture, num_channels,"
            + " class_list, base_filters, depth, norm_type");
  }

  private static String nearest(String name, Collection<String> others) {
    if (others.isEmpty()) {
      return "";
    }
    String nearest = Nearest.of(name, others);
    return Nearest.distance(name, nearest) <= name.length() / 2
        ? " (nearest: " + nearest + ")"
        : "";
  }

  private static String list(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n    " + title + ": " + lines.size());
    lines.stream().limit(MOST_SHOWN).forEach(line -> text.append("\n      ").append(line));
    if (lines.size() > MOST_SHOWN) {
      text.append("\n      and ").append(lines.size() - MOST_SHOWN).append(" more");
    }
    return text.toString();
  }
}
