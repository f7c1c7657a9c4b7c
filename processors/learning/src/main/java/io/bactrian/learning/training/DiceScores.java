package io.bactrian.learning.training;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.evaluation.Regions;
import java.util.ArrayList;
import java.util.List;

/**
 * Dice (1945) of each class over the validation subjects: 2 |P and T| / (|P| + |T|) of a subject,
 * averaged over subjects. A subject in which a class neither occurs nor is predicted does not count
 * for it.
 */
final class DiceScores {
  private final boolean[][] memberships;
  private final double[] sums;
  private final int[] counts;

  DiceScores(Regions regions) {
    memberships = regions.memberships();
    sums = new double[regions.classes().size()];
    counts = new int[sums.length];
  }

  /**
   * @param said for each voxel the place of its label in those of the regions, as {@code truth}
   */
  void add(int[] said, short[] truth) {
    int labels = memberships.length;
    long[] confusion = new long[labels * labels];
    for (int voxel = 0; voxel < truth.length; voxel++) {
      confusion[said[voxel] * labels + truth[voxel]]++;
    }
    long[] both = new long[sums.length];
    long[] either = new long[sums.length];
    for (int i = 0; i < confusion.length; i++) {
      for (int c = 0; c < sums.length && confusion[i] > 0; c++) {
        boolean inSaid = memberships[i / labels][c];
        boolean inTruth = memberships[i % labels][c];
        both[c] += inSaid && inTruth ? confusion[i] : 0;
        either[c] += (inSaid ? confusion[i] : 0) + (inTruth ? confusion[i] : 0);
      }
    }
    for (int c = 0; c < sums.length; c++) {
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
