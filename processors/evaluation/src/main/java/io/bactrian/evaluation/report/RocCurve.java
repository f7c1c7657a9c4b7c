package io.bactrian.evaluation.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Sensitivity against 1 - specificity of each class, over all thresholds of its probability. */
public final class RocCurve {
  private RocCurve() {}

  /**
   * @param classList labels in the order of the probabilities
   * @param probabilities of each subject and class
   * @param truth place in the class list of each subject's class
   * @return an SVG
   */
  public static String svg(List<Integer> classList, double[][] probabilities, int[] truth) {
    PlotFrame frame = new PlotFrame("ROC curves", "1 - specificity", "sensitivity", 0, 1);
    // Of two classes the curve of the first mirrors that of the second.
    for (int c = classList.size() == 2 ? 1 : 0; c < classList.size(); c++) {
      double[] points = points(c, probabilities, truth, frame);
      if (points.length > 0) {
        frame.svg().polyline("curve c" + c % 6, points);
        frame.svg().text("label", 330, 250 - 16 * c, "end", "class " + classList.get(c));
        frame.svg().line("curve c" + c % 6, 250, 246 - 16 * c, 268, 246 - 16 * c);
      }
    }
    return frame.svg().toString();
  }

  private static double[] points(int c, double[][] probabilities, int[] truth, PlotFrame frame) {
    long positives = IntStream.of(truth).filter(t -> t == c).count();
    long negatives = truth.length - positives;
    if (positives == 0 || negatives == 0) {
      return new double[0];
    }
    List<Integer> falling =
        IntStream.range(0, truth.length)
            .boxed()
            .sorted(Comparator.comparing(i -> -probabilities[i][c]))
            .toList();
    double[] points = new double[2 * truth.length + 2];
    int used = 0;
    points[used++] = frame.x(0);
    points[used++] = frame.y(0);
    int right = 0;
    int wrong = 0;
    for (int n = 0; n < falling.size(); n++) {
      int i = falling.get(n);
      right += truth[i] == c ? 1 : 0;
      wrong += truth[i] == c ? 0 : 1;
      boolean tied =
          n + 1 < falling.size() && probabilities[falling.get(n + 1)][c] == probabilities[i][c];
      if (!tied) {
        points[used++] = frame.x(wrong / (double) negatives);
        points[used++] = frame.y(right / (double) positives);
      }
    }
    return java.util.Arrays.copyOf(points, used);
  }
}
