package io.bactrian.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An HTML page that needs nothing else: style and script are in it, and it can be sent around as a
 * file. Light or dark as the reader's system is.
 */
public final class Page {
  private Page() {}

  /**
   * @param title of the page
   * @param subtitle one sentence below it
   * @param head more for the head of the page, as HTML
   * @param body what stands between, as HTML
   */
  public static String html(String title, String subtitle, String head, CharSequence body) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n" + head)
        .append("<title>" + Html.escape(title) + "</title>\n")
        .append("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n")
        .append("<header>\n<h1>" + Html.escape(title) + "</h1>\n")
        .append("<p class=\"subtitle\">" + Html.escape(subtitle) + "</p>\n</header>\n<main>\n")
        .append(body)
        .append("</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
    return page.toString();
  }

  /** A section with names and values; nothing without any. */
  public static String facts(String title, Map<String, String> facts) {
    if (facts.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section>\n<h2>" + title + "</h2>\n<dl>\n");
    facts.forEach(
        (name, value) ->
            out.append("<div><dt>" + Html.escape(name) + "</dt><dd>")
                .append(Html.escape(value) + "</dd></div>\n"));
    return out.append("</dl>\n</section>\n").toString();
  }

  /** Charts side by side, each with its title; nothing without any. */
  public static String charts(List<ReportData.Chart> charts) {
    StringBuilder out = new StringBuilder();
    for (ReportData.Chart chart : charts) {
      out.append("<figure class=\"chart\">")
          .append(new LineChart(chart).svg())
          .append("<figcaption>" + Html.escape(chart.title()))
          .append(" of each epoch</figcaption></figure>\n");
    }
    return out.toString();
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
