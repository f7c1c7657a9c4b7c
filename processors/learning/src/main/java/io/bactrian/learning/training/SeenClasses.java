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

  /**
   * Labels that none of the patches held; empty without label maps.
   *
   * @param labels for each index in batches the label value
   */
  List<Integer> missing(List<Integer> labels) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; !seen.isEmpty() && i < labels.size(); i++) {
      if (!seen.get(i)) {
        missing.add(labels.get(i));
      }
    }
    return missing;
  }
}
