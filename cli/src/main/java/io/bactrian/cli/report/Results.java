package io.bactrian.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evaluation.report.Html;
import io.bactrian.evaluation.report.LearningCurves;
import io.bactrian.evaluation.report.Page;
import io.bactrian.evaluation.report.ReportData;
import io.bactrian.step.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a run has found: means of the scores, learning curves, and links to the reports with all
 * subjects and pictures, which lie beside the models. No subject is named here.
 */
final class Results {
  private final Path from;
  private final Set<ResultFile> files;

  /**
   * @param from the folder of the page, at which links start
   */
  Results(Path from, List<ResultFile> files) {
    this.from = from;
    this.files = new LinkedHashSet<>(files);
  }

  String html() {
    StringBuilder out = new StringBuilder();
    List<ReportData.Chart> charts = new ArrayList<>();
    for (ResultFile result : files) {
      if (!Files.isRegularFile(result.file())) {
        continue;
      }
      switch (result.kind()) {
        case SCORES -> out.append(scores(result.file()));
        case REPORT -> out.append(link(result.file()));
        case CURVES -> charts.addAll(curves(result.file()));
      }
    }
    if (!charts.isEmpty()) {
      out.append("<div class=\"charts\">\n" + Page.charts(charts) + "</div>\n");
    }
    return out.isEmpty() ? "" : "<section>\n<h2>Results</h2>\n" + out + "</section>\n";
  }

  private List<ReportData.Chart> curves(Path file) {
    long trainings = files.stream().filter(f -> f.kind() == Progress.Result.CURVES).count();
    String fold = trainings > 1 ? ", " + place(file) : "";
    return LearningCurves.read(file).stream()
        .map(chart -> new ReportData.Chart(chart.title() + fold, chart.curves()))
        .toList();
  }

  /** The last two folders: of a training these are the folds. */
  private static String place(Path file) {
    Path folder = file.getParent();
    int names = folder.getNameCount();
    return names < 2 ? folder.toString() : folder.subpath(names - 2, names).toString();
  }

  private String link(Path report) {
    String target = from.toAbsolutePath().normalize().relativize(report).toString();
    String address = target.replace("%", "%25").replace(" ", "%20").replace("#", "%23");
    return "<p><a href=\""
        + Html.escape(address.replace("?", "%3F"))
        + "\">All subjects and pictures</a> <span class=\"note\">"
        + Html.escape(place(report))
        + "</span></p>\n";
  }

  /** The means in {@code scores.json}, a column a metric. */
  private static String scores(Path file) {
    JsonNode mean;
    int subjects;
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      mean = root.at("/summary/mean");
      subjects = Math.max(0, root.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
    StringBuilder head = new StringBuilder();
    StringBuilder row = new StringBuilder();
    mean.properties()
        .forEach(
            metric -> {
              head.append("<th scope=\"col\">" + Html.escape(metric.getKey()) + "</th>");
              row.append("<td>" + value(metric.getValue(), "mean"))
                  .append(" <span>± " + value(metric.getValue(), "std") + "</span></td>");
            });
    return "<div class=\"wide\"><table class=\"numbers\">\n<thead><tr><th scope=\"col\">Mean of "
        + subjects
        + (subjects == 1 ? " subject" : " subjects")
        + "</th>"
        + head
        + "</tr></thead>\n<tbody><tr><th scope=\"row\">"
        + Html.escape(place(file))
        + "</th>"
        + row
        + "</tr></tbody></table></div>\n";
  }

  private static String value(JsonNode summary, String key) {
    JsonNode value = summary.path(key);
    return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "–";
  }
}
