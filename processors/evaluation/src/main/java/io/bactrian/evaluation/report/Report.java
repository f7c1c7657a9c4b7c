package io.bactrian.evaluation.report;

import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A run as one HTML page that needs nothing else: pictures and style are in it, and it can be sent
 * around as a file. Light or dark as the reader's system is.
 */
public final class Report {
  private Report() {}

  /** Writes the page; whole or not at all. */
  public static void write(Path file, ReportData data) {
    AtomicFiles.writeText(file, html(data));
  }

  /** The page. */
  public static String html(ReportData data) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<title>" + Html.escape(data.title()) + "</title>\n")
        .append("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n")
        .append("<header>\n<h1>" + Html.escape(data.title()) + "</h1>\n")
        .append(
            "<p class=\"subtitle\">" + Html.escape(data.subtitle()) + "</p>\n</header>\n<main>\n");
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
    facts(page, "Run", data.run());
    if (scored) {
      page.append("<section>\n<h2>Subjects</h2>\n" + tables.bySubject() + "</section>\n");
    }
    facts(page, "How this came about", data.provenance());
    page.append("</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
    return page.toString();
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
    for (ReportData.Chart chart : curves) {
      page.append("<figure class=\"chart\">")
          .append(new LineChart(chart).svg())
          .append("<figcaption>" + Html.escape(chart.title()))
          .append(" of each epoch</figcaption></figure>\n");
    }
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

  private static void failures(StringBuilder page, List<ReportData.Failure> failures) {
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

  private static void facts(StringBuilder page, String title, Map<String, String> facts) {
    if (facts.isEmpty()) {
      return;
    }
    page.append("<section>\n<h2>" + title + "</h2>\n<dl>\n");
    facts.forEach(
        (name, value) ->
            page.append("<div><dt>" + Html.escape(name) + "</dt><dd>")
                .append(Html.escape(value) + "</dd></div>\n"));
    page.append("</dl>\n</section>\n");
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
