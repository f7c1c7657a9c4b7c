package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Scores;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report tells. Everything may be empty; a section without content is left out.
 *
 * @param title of the page
 * @param subtitle one sentence below it, such as what was trained on what
 * @param run facts about data and configuration, by name, in the order shown (subjects, fold,
 *     architecture, patch size, epochs, ...)
 * @param scores of the evaluated subjects, or null
 * @param curves learning curves
 * @param pictures overlays
 * @param failures subjects that could not be processed
 * @param provenance facts about how the report came about (versions, machine, start, duration)
 */
public record ReportData(
    String title,
    String subtitle,
    Map<String, String> run,
    Scores scores,
    List<Chart> curves,
    List<Picture> pictures,
    List<Failure> failures,
    Map<String, String> provenance) {
  public ReportData {
    run = Collections.unmodifiableMap(new LinkedHashMap<>(run));
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    curves = List.copyOf(curves);
    pictures = List.copyOf(pictures);
    failures = List.copyOf(failures);
  }

  /**
   * Curves over epochs that share an axis.
   *
   * @param title what is shown, such as {@code Loss}
   */
  public record Chart(String title, List<Curve> curves) {
    public Chart {
      curves = List.copyOf(curves);
    }
  }

  /**
   * One value an epoch.
   *
   * @param name in the legend
   * @param epochs the epochs, rising
   * @param values as many; NaN leaves a gap
   */
  public record Curve(String name, double[] epochs, double[] values) {
    public Curve {
      if (epochs.length != values.length) {
        throw new IllegalArgumentException(
            name + ": " + epochs.length + " epochs for " + values.length + " values");
      }
    }
  }

  /**
   * A picture with what is to be said about it.
   *
   * @param caption shown below, and read out in place of the picture
   * @param png the bytes of a PNG file
   */
  public record Picture(String caption, byte[] png) {}

  /**
   * A subject that was given up.
   *
   * @param step where it failed
   * @param reason the message of the failure
   */
  public record Failure(String subject, String step, String reason) {}
}
