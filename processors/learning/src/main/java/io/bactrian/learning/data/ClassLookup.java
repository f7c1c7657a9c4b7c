package io.bactrian.learning.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From label values to their places in the class list. Not for several threads at once. */
final class ClassLookup {
  private static final int DENSE = 1024;
  private final int[] dense = new int[DENSE];
  private final Map<Integer, Integer> sparse = new HashMap<>();
  private float last = Float.NaN;
  private int lastIndex = -1;

  ClassLookup(List<Integer> classList) {
    if (classList.size() > Short.MAX_VALUE) {
      throw new IllegalArgumentException("More classes than " + Short.MAX_VALUE);
    }
    Arrays.fill(dense, -1);
    for (int i = 0; i < classList.size(); i++) {
      int label = classList.get(i);
      if (Collections.frequency(classList, label) > 1) {
        throw new IllegalArgumentException("Label " + label + " is twice in " + classList);
      }
      if (label >= 0 && label < DENSE) {
        dense[label] = i;
      } else {
        sparse.put(label, i);
      }
    }
  }

  /** The index of a label, or -1 when the list lacks it or it is no whole number. */
  int index(float value) {
    if (value == last) {
      return lastIndex; // labels come in long runs
    }
    int label = Math.round(value);
    int index = -1;
    if (Math.abs(value - label) <= 1e-3f) {
      index = label >= 0 && label < DENSE ? dense[label] : sparse.getOrDefault(label, -1);
    }
    last = value;
    lastIndex = index;
    return index;
  }
}
