package io.bactrian.learning.training;

import io.bactrian.learning.data.Batch;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which classes the patches of an epoch have shown to the network. */
final class SeenClasses {
  private final BitSet seen = new BitSet();

  void add(Batch batch) {
    IntBuffer labels = batch.labels();
    for (int i = 0; i < labels.limit(); i++) {
      seen.set(labels.get(i));
    }
  }

  /** Labels of the class list that none of the patches held; empty without label maps. */
  List<Integer> missing(List<Integer> classList) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; !seen.isEmpty() && i < classList.size(); i++) {
      if (!seen.get(i)) {
        missing.add(classList.get(i));
      }
    }
    return missing;
  }
}
