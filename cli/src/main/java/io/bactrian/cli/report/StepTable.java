package io.bactrian.cli.report;

import io.bactrian.evaluation.report.Html;
import io.bactrian.workflow.run.StepStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each step did and what it took. */
final class StepTable {
  private static final String[] HEAD = {
    "Step", "Done", "From the store", "Failed", "Time in all", "Time each", "Processors", "Memory"
  };
  private static final String[] MORE = {"Longest", "Retried", "Written"};

  private StepTable() {}

  /**
   * @param journal by name of the step, or null while the run goes on
   */
  static String html(List<StepStatus> steps, Map<String, JournalSummary.Step> journal) {
    StringBuilder out =
        new StringBuilder("<div class=\"wide\"><table class=\"numbers\">\n<thead><tr>");
    for (String title : HEAD) {
      out.append("<th scope=\"col\">" + title + "</th>");
    }
    if (journal != null) {
      for (String title : MORE) {
        out.append("<th scope=\"col\">" + title + "</th>");
      }
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (StepStatus step : steps) {
      out.append("<tr><th scope=\"row\">" + Html.escape(step.step()) + "</th>");
      cell(out, step.done() + (step.of() > 1 ? " of " + step.of() : ""));
      cell(out, Integer.toString(step.stored()));
      cell(out, Integer.toString(step.failed()));
      cell(out, Words.seconds(step.busySeconds()));
      cell(out, step.ended() == 0 ? "–" : Words.seconds(step.busySeconds() / step.ended()));
      cell(out, processors(step));
      cell(out, Words.bytes(step.peakBytes()));
      if (journal != null) {
        JournalSummary.Step more = journal.get(step.step());
        cell(out, more == null ? "–" : Words.seconds(more.longestSeconds()));
        cell(out, more == null ? "–" : Integer.toString(more.retried()));
        cell(out, more == null ? "–" : Words.bytes(more.bytes()));
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n")
        .append("<p class=\"note\">Processors: how many a message keeps busy on average. Memory:")
        .append(" the most that the whole process was seen to use while the step ran.</p>\n")
        .toString();
  }

  private static String processors(StepStatus step) {
    return step.busySeconds() < 1e-3
        ? "–"
        : String.format(Locale.ROOT, "%.2f", step.cpuSeconds() / step.busySeconds());
  }

  private static void cell(StringBuilder out, String text) {
    out.append("<td>" + Html.escape(text) + "</td>");
  }
}
