package io.bactrian.evaluation.report;

import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A {@link Page} about a classification or regression. */
public final class OutcomeReport {
  private OutcomeReport() {}

  /**
   * Writes the page; whole or not at all.
   *
   * @param data all but its scores and pictures is shown
   * @param scores of all subjects, by name
   * @param figures charts and tables as HTML, each with its caption
   */
  public static void write(
      Path file, ReportData data, Map<String, Double> scores, Map<String, String> figures) {
    StringBuilder page = new StringBuilder();
    if (!scores.isEmpty()) {
      page.append("<section>\n<h2>Scores</h2>\n<div class=\"wide\"><table class=\"numbers\">\n")
          .append("<thead><tr><th scope=\"col\">Metric</th><th scope=\"col\">Value</th></tr>")
          .append("</thead>\n<tbody>\n");
      scores.forEach(
          (name, value) ->
              page.append("<tr><th scope=\"row\">" + Html.escape(name) + "</th><td>")
                  .append(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value))
                  .append("</td></tr>\n"));
      page.append("</tbody></table></div>\n</section>\n");
    }
    Report.failures(page, data.failures());
    page.append("<section>\n<h2>Charts</h2>\n<div class=\"charts\">\n");
    figures.forEach(
        (caption, html) ->
            page.append("<figure class=\"chart\">" + html + "<figcaption>")
                .append(Html.escape(caption) + "</figcaption></figure>\n"));
    page.append(Page.charts(data.curves())).append("</div>\n</section>\n");
    page.append(Page.facts("Run", data.run()));
    page.append(Page.facts("How this came about", data.provenance()));
    AtomicFiles.writeText(file, Page.html(data.title(), data.subtitle(), "", page));
  }
}
