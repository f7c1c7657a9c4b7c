package io.bactrian.cli.report;

import io.bactrian.evaluation.report.Html;
import io.bactrian.workflow.run.TrainingStatus;
import java.util.List;
import java.util.Locale;

/** How far the trainings are. */
final class TrainingTable {
  private TrainingTable() {}

  static String html(List<TrainingStatus> trainings) {
    if (trainings.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section>\n<h2>Trainings</h2>\n<div class=\"wide\">");
    out.append("<table class=\"numbers\">\n<thead><tr><th scope=\"col\">Fold</th>")
        .append("<th scope=\"col\">Epoch</th><th scope=\"col\">Batch</th>")
        .append("<th scope=\"col\">Loss</th><th scope=\"col\">Score</th>")
        .append("<th scope=\"col\">Best</th></tr></thead>\n<tbody>\n");
    for (TrainingStatus training : trainings) {
      out.append("<tr><th scope=\"row\">" + Html.escape(training.fold()) + "</th>")
          .append("<td>" + training.epoch() + " of " + training.epochs() + "</td>")
          .append("<td>" + training.batch() + " of " + training.batches() + "</td>")
          .append("<td>" + number(training.loss()) + "</td>")
          .append("<td>" + score(training) + "</td>")
          .append("<td>" + number(training.best()) + "</td></tr>\n");
    }
    return out.append("</tbody></table></div>\n</section>\n").toString();
  }

  private static String score(TrainingStatus training) {
    String of = training.monitor() == null ? "" : Html.escape(training.monitor()) + " ";
    return of + number(training.score());
  }

  private static String number(Double value) {
    return value == null || value.isNaN() ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
