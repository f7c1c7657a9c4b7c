package io.bactrian.learning.training;

import io.bactrian.cohort.configuration.ModelSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Dice (1945) of each class over the validation subjects: 2 |P and T| / (|P| + |T|) of a subject,
 * averaged over subjects. A subject in which a class neither occurs nor is predicted does not count
 * for it.
 */
final class DiceScores {
  private final double[] sums;
  private final int[] counts;

  DiceScores(int classes) {
    sums = new double[classes];
    counts = new int[classes];
  }

  /**
   * @param said class index of each voxel, as {@code truth}
   */
  void add(int[] said, short[] truth) {
    int classes = sums.length;
    long[] both = new long[classes];
    long[] either = new long[classes];
    for (int voxel = 0; voxel < truth.length; voxel++) {
      int predicted = said[voxel];
      either[predicted]++;
      either[truth[voxel]]++;
      if (predicted == truth[voxel]) {
        both[predicted]++;
      }
    }
    for (int c = 0; c < classes; c++) {
      if (either[c] > 0) {
        sums[c] += 2.0 * both[c] / either[c];
        counts[c]++;
      }
    }
  }

  /** In the order of the class list; NaN for a class no subject had. */
  List<Double> means() {
    List<Double> means = new ArrayList<>();
    for (int c = 0; c < sums.length; c++) {
      means.add(counts[c] == 0 ? Double.NaN : sums[c] / counts[c]);
    }
    return means;
  }

  /** Mean over the classes except background (label 0) and the ignored one; NaN without any. */
  static double score(List<Double> dice, ModelSettings model) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < dice.size(); c++) {
      Integer label = model.classList().get(c);
      boolean counts = label != 0 && !label.equals(model.ignoredClass());
      if (counts && !Double.isNaN(dice.get(c))) {
        sum += dice.get(c);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
