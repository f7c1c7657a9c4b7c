package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Scores;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subjects that show the range of a result: those worth a picture. */
public final class Representatives {
  private Representatives() {}

  /**
   * The best, the median and the worst subject by the mean of a metric over the foreground classes,
   * each subject once; of an even number the lower middle one is the median.
   *
   * @param metric one for which more is better, such as {@code dice}
   * @return subject id by {@code Best}, {@code Median}, {@code Worst}; fewer with fewer than three
   *     subjects
   */
  public static Map<String, String> of(Scores scores, String metric) {
    List<Scores.OfSubject> ranked =
        scores.subjects().stream()
            .filter(subject -> !Double.isNaN(subject.mean(metric)))
            .sorted(Comparator.comparingDouble(subject -> -subject.mean(metric)))
            .toList();
    Map<String, String> chosen = new LinkedHashMap<>();
    if (!ranked.isEmpty()) {
      chosen.put("Best", ranked.get(0).subject());
    }
    if (ranked.size() > 2) {
      chosen.put("Median", ranked.get(ranked.size() / 2).subject());
    }
    if (ranked.size() > 1) {
      chosen.put("Worst", ranked.get(ranked.size() - 1).subject());
    }
    return chosen;
  }
}
