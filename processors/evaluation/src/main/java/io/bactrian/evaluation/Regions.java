package io.bactrian.evaluation;

import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Slices;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes as regions of labels: each is made of some labels of a map, and a label may be in several
 * of them, or in none (region-based training, as for BraTS: Isensee et al. 2021, arXiv:2011.00848).
 *
 * @param labels all label values of a map
 * @param classes for each class the labels that it is made of
 */
public record Regions(List<Integer> labels, List<List<Integer>> classes) {
  /** Keeps the odds of probabilities that float32 rounds to 0 or 1 finite. */
  private static final double LEAST = 1e-7;

  private static final int CHUNKS = 64;

  public Regions {
    labels = List.copyOf(labels);
    classes = classes.stream().map(List::copyOf).toList();
  }

  /** Every class is one label, and every label one class. */
  public static Regions exclusive(List<Integer> labels) {
    return new Regions(labels, labels.stream().map(List::of).toList());
  }

  /** Whether every class is the label in its place. */
  public boolean isExclusive() {
    return equals(exclusive(labels));
  }

  /** For each label, in their order, whether it is in each class. */
  public boolean[][] memberships() {
    boolean[][] memberships = new boolean[labels.size()][classes.size()];
    for (int label = 0; label < memberships.length; label++) {
      for (int c = 0; c < classes.size(); c++) {
        memberships[label][c] = classes.get(c).contains(labels.get(label));
      }
    }
    return memberships;
  }

  /** The voxels of a class as 1, all others as 0. */
  public LabelMap mask(LabelMap map, int index) {
    List<Integer> members = classes.get(index);
    int[] mask = new int[map.labels().length];
    int last = map.labels().length == 0 ? 0 : map.labels()[0];
    int inside = members.contains(last) ? 1 : 0;
    for (int voxel = 0; voxel < mask.length; voxel++) {
      if (map.labels()[voxel] != last) { // labels come in long runs
        last = map.labels()[voxel];
        inside = members.contains(last) ? 1 : 0;
      }
      mask[voxel] = inside;
    }
    return new LabelMap(mask, map.geometry());
  }

  /**
   * The most probable label of each voxel.
   *
   * <p>With probabilities p of the classes independent of each other, that of a label is the
   * product of p over the classes that it is in and of 1 - p over the others; so the label wins
   * whose classes have the largest product of odds p / (1 - p). When the classes exclude each other
   * that is the class with the largest p. Of equal ones the first wins: labels in the same classes
   * cannot be told apart.
   *
   * @param probabilities for each class those of all voxels
   * @return places in {@link #labels}
   */
  public int[] mostProbable(float[][] probabilities) {
    int[] places = new int[probabilities[0].length];
    boolean exclusive = isExclusive();
    boolean[][] memberships = memberships();
    int chunks = Math.min(places.length, CHUNKS);
    Slices.forEach(
        chunks,
        chunk -> {
          int from = (int) ((long) places.length * chunk / chunks);
          int to = (int) ((long) places.length * (chunk + 1) / chunks);
          if (exclusive) {
            largest(probabilities, places, from, to);
          } else {
            likeliest(probabilities, memberships, places, from, to);
          }
        });
    return places;
  }

  private static void largest(float[][] probabilities, int[] places, int from, int to) {
    for (int voxel = from; voxel < to; voxel++) {
      int best = 0;
      for (int c = 1; c < probabilities.length; c++) {
        best = probabilities[c][voxel] > probabilities[best][voxel] ? c : best;
      }
      places[voxel] = best;
    }
  }

  private static void likeliest(
      float[][] probabilities, boolean[][] memberships, int[] places, int from, int to) {
    int nowhere = nowhere(memberships);
    double[] odds = new double[probabilities.length];
    for (int voxel = from; voxel < to; voxel++) {
      boolean any = false;
      for (float[] ofClass : probabilities) {
        any |= ofClass[voxel] >= 0.5f;
      }
      if (!any && nowhere >= 0) {
        places[voxel] = nowhere; // most voxels: every class makes any other label less likely
        continue;
      }
      for (int c = 0; c < odds.length; c++) {
        double p = Math.max(LEAST, Math.min(1 - LEAST, probabilities[c][voxel]));
        odds[c] = Math.log(p / (1 - p));
      }
      places[voxel] = likeliest(odds, memberships);
    }
  }

  /** The first label that is in no class, or -1. */
  private static int nowhere(boolean[][] memberships) {
    for (int label = 0; label < memberships.length; label++) {
      boolean[] classes = memberships[label];
      if (IntStream.range(0, classes.length).noneMatch(c -> classes[c])) {
        return label;
      }
    }
    return -1;
  }

  private static int likeliest(double[] odds, boolean[][] memberships) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < memberships.length; label++) {
      double sum = 0;
      for (int c = 0; c < odds.length; c++) {
        sum += memberships[label][c] ? odds[c] : 0;
      }
      if (sum > highest) {
        highest = sum;
        best = label;
      }
    }
    return best;
  }

  /** As {@link #mostProbable(float[][])}, but the labels themselves. */
  public int[] mostProbableLabels(float[][] probabilities) {
    return Arrays.stream(mostProbable(probabilities)).map(labels::get).toArray();
  }
}
