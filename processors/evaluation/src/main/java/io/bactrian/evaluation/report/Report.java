package io.bactrian.evaluation.report;

import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Scores, learning curves and pictures as a {@link Page}, with the pictures in it. */
public final class Report {
  private Report() {}

  /** Writes the page; whole or not at all. */
  public static void write(Path file, ReportData data) {
    AtomicFiles.writeText(file, html(data));
  }

  /** The page. */
  public static String html(ReportData data) {
    StringBuilder page = new StringBuilder();
    boolean scored = data.scores() != null && !data.scores().subjects().isEmpty();
    ScoreTables tables = scored ? new ScoreTables(data.scores(), data.failures().size()) : null;
    if (scored) {
      page.append(tables.headline());
    }
    failures(page, data.failures());
    if (scored) {
      page.append("<section>\n<h2>Scores</h2>\n" + tables.byClass() + "</section>\n");
    }
    pictures(page, data.pictures());
    charts(page, data.curves(), scored ? boxPlot(data) : "");
    page.append(Page.facts("Run", data.run()));
    if (scored) {
      page.append("<section>\n<h2>Subjects</h2>\n" + tables.bySubject() + "</section>\n");
    }
    page.append(Page.facts("How this came about", data.provenance()));
    return Page.html(data.title(), data.subtitle(), "", page);
  }

  private static String boxPlot(ReportData data) {
    boolean hasDice = data.scores().metrics().contains("dice");
    String plot = hasDice ? new BoxPlot(data.scores(), "dice").svg() : "";
    return plot.isEmpty()
        ? ""
        : "<figure class=\"chart\">"
            + plot
            + "<figcaption>Dice of each class; a dot is a subject.</figcaption></figure>\n";
  }

  private static void charts(StringBuilder page, List<ReportData.Chart> curves, String boxPlot) {
    if (curves.isEmpty() && boxPlot.isEmpty()) {
      return;
    }
    page.append("<section>\n<h2>Charts</h2>\n<div class=\"charts\">\n").append(boxPlot);
    page.append(Page.charts(curves));
    page.append("</div>\n</section>\n");
  }

  private static void pictures(StringBuilder page, List<ReportData.Picture> pictures) {
    if (pictures.isEmpty()) {
      return;
    }
    page.append("<section>\n<h2>Pictures</h2>\n");
    for (ReportData.Picture picture : pictures) {
      String caption = Html.escape(picture.caption());
      page.append(
              "<figure class=\"picture\"><img alt=\"" + caption + "\" src=\"data:image/png;base64,")
          .append(Base64.getEncoder().encodeToString(picture.png()))
          .append("\"><figcaption>" + caption + "</figcaption></figure>\n");
    }
    page.append("</section>\n");
  }

  static void failures(StringBuilder page, List<ReportData.Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    page.append(
            "<section class=\"failed\">\n<h2>Failed subjects</h2>\n<div class=\"wide\"><table>\n")
        .append("<thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">Step</th>")
        .append("<th scope=\"col\">Reason</th></tr></thead>\n<tbody>\n");
    for (ReportData.Failure failure : failures) {
      page.append("<tr><th scope=\"row\">" + Html.escape(failure.subject()) + "</th>")
          .append("<td>" + Html.escape(failure.step()) + "</td>")
          .append("<td class=\"reason\">" + Html.escape(failure.reason()) + "</td></tr>\n");
    }
    page.append("</tbody></table></div>\n</section>\n");
  }
}
