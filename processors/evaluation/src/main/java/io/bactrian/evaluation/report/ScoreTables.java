package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Scores;
import io.bactrian.evaluation.Summary;
import io.bactrian.evaluation.metrics.Metrics;
import java.util.Locale;

/** The scores of a report, as tables. */
final class ScoreTables {
  private static final String DICE = "dice";
  private static final String UNDEFINED = "–";

  private final Scores scores;
  private final int failed;

  ScoreTables(Scores scores, int failed) {
    this.scores = scores;
    this.failed = failed;
  }

  /** The few numbers that are looked for first. */
  String headline() {
    StringBuilder out = new StringBuilder("<ul class=\"headline\">\n");
    if (scores.metrics().contains(DICE)) {
      Summary dice = scores.summary(DICE);
      tile(out, number(DICE, dice.mean()), "mean Dice of " + classes(), spread(DICE, dice));
    }
    if (scores.metrics().contains("hd95")) {
      Summary distance = scores.summary("hd95");
      tile(
          out,
          number("hd95", distance.mean()) + " mm",
          "mean Hausdorff 95",
          spread("hd95", distance));
    }
    tile(out, Integer.toString(scores.subjects().size()), "subjects evaluated", "");
    if (failed > 0) {
      tile(out, Integer.toString(failed), failed == 1 ? "subject failed" : "subjects failed", "");
    }
    return out.append("</ul>\n").toString();
  }

  private String classes() {
    int count = scores.foreground().size();
    return count == 1 ? "the structure" : count + " structures";
  }

  private static String spread(String metric, Summary summary) {
    return "± " + number(metric, summary.std()) + ", median " + number(metric, summary.median());
  }

  private static void tile(StringBuilder out, String value, String name, String more) {
    out.append(
            "<li><strong>" + Html.escape(value) + "</strong><span>" + Html.escape(name) + "</span>")
        .append(more.isEmpty() ? "" : "<small>" + Html.escape(more) + "</small>")
        .append("</li>\n");
  }

  /** Mean and standard deviation of each class and metric. */
  String byClass() {
    StringBuilder out =
        new StringBuilder("<div class=\"wide\"><table class=\"numbers\">\n<thead><tr>");
    out.append("<th scope=\"col\">Class</th>");
    scores.metrics().forEach(m -> out.append("<th scope=\"col\">" + title(m) + "</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (int label : scores.foreground()) {
      out.append("<tr><th scope=\"row\">" + label + "</th>");
      scores.metrics().forEach(m -> out.append(cell(m, scores.summary(label, m))));
      out.append("</tr>\n");
    }
    if (scores.foreground().size() > 1) {
      out.append("<tr class=\"total\"><th scope=\"row\">mean</th>");
      scores.metrics().forEach(m -> out.append(cell(m, scores.summary(m))));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n")
        .append(
            "<p class=\"note\">Mean ± standard deviation over the subjects in which the value is")
        .append(" defined; a small number tells how many these are when not all.</p>\n")
        .toString();
  }

  private String cell(String metric, Summary summary) {
    String count = summary.n() == scores.subjects().size() ? "" : " <sub>" + summary.n() + "</sub>";
    return "<td>"
        + number(metric, summary.mean())
        + " <span>± "
        + number(metric, summary.std())
        + "</span>"
        + count
        + "</td>";
  }

  /** A row a subject and class. A click on a head sorts. */
  String bySubject() {
    StringBuilder out =
        new StringBuilder(
            "<div class=\"wide tall\"><table class=\"numbers sortable\">\n<thead><tr>");
    out.append(sorting("Subject")).append(sorting("Class"));
    scores.metrics().forEach(m -> out.append(sorting(title(m))));
    out.append("</tr></thead>\n<tbody>\n");
    for (Scores.OfSubject subject : scores.subjects()) {
      for (Scores.OfClass ofClass : subject.classes()) {
        out.append("<tr><th scope=\"row\">" + Html.escape(subject.subject()) + "</th>")
            .append("<td>" + ofClass.label() + "</td>");
        for (String metric : scores.metrics()) {
          double value = ofClass.values().getOrDefault(metric, Double.NaN);
          out.append("<td>" + number(metric, value) + "</td>");
        }
        out.append("</tr>\n");
      }
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private static String sorting(String title) {
    return "<th scope=\"col\"><button type=\"button\">" + title + "</button></th>";
  }

  private static String title(String metric) {
    return Html.escape(Metrics.named(metric).title());
  }

  /** Ratios with three decimals, millimetres and millilitres with two. */
  private static String number(String metric, double value) {
    boolean hasUnit = Metrics.named(metric).title().endsWith(")");
    return Double.isNaN(value)
        ? UNDEFINED
        : String.format(Locale.ROOT, hasUnit ? "%.2f" : "%.3f", value);
  }
}
