package io.bactrian.evaluation.fusion;

import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Scores;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.harmonize.Resampling;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fusion of label maps: each voxel gets the label that most maps give it. Of labels with equally
 * many votes the first in the class list wins, so that the result never depends on the order of the
 * maps.
 *
 * <p>A map votes for background where it does not reach.
 */
public final class MajorityVote {
  private MajorityVote() {}

  /**
   * The labels on the grid of the original image.
   *
   * @param maps one a model; gone through once, each held no longer than its turn
   * @param classList the labels that may occur, besides background
   * @param original the grid of the result
   * @param subject named in messages
   * @throws EvaluationException without any map, or for a label outside of the class list
   */
  public static LabelMap labels(
      Iterable<LabelMap> maps, List<Integer> classList, Geometry original, String subject) {
    List<Integer> candidates = candidates(classList);
    short[][] votes = new short[candidates.size()][Math.toIntExact(original.voxels())];
    boolean voted = false;
    for (LabelMap map : maps) {
      count(Resampling.toGeometry(map, original), candidates, votes, subject);
      voted = true;
    }
    if (!voted) {
      throw new EvaluationException(
          "There is no prediction to fuse",
          "subject " + subject,
          "the label map of at least one model",
          "let 'infer' run before 'fuse'");
    }
    int[] labels = new int[votes[0].length];
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < votes.length; c++) {
        if (votes[c][i] > votes[best][i]) {
          best = c;
        }
      }
      labels[i] = candidates.get(best);
    }
    return new LabelMap(labels, original);
  }

  /** The class list, with background in front when it is not among them. */
  private static List<Integer> candidates(List<Integer> classList) {
    if (classList.contains(Scores.BACKGROUND)) {
      return classList;
    }
    return Stream.concat(Stream.of(Scores.BACKGROUND), classList.stream()).toList();
  }

  private static void count(
      LabelMap map, List<Integer> candidates, short[][] votes, String subject) {
    int[] labels = map.labels();
    int known = candidates.get(0);
    int index = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != known) {
        known = labels[i];
        index = candidates.indexOf(known);
        if (index < 0) {
          throw new EvaluationException(
              "A prediction has the label " + known + ", which is not in class_list",
              "subject " + subject,
              "labels among " + candidates,
              "fuse only models that were trained with this class_list");
        }
      }
      votes[index][i]++;
    }
  }
}
