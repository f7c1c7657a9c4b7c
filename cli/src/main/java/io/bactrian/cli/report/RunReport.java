package io.bactrian.cli.report;

import io.bactrian.evaluation.report.Html;
import io.bactrian.evaluation.report.Page;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.workflow.TaskReport;
import io.bactrian.workflow.run.RunFiles;
import io.bactrian.workflow.run.RunInfo;
import io.bactrian.workflow.run.RunState;
import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.StepStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The report of a run: what came out, what ran when, what it took, and the routes. */
public final class RunReport {
  private RunReport() {}

  /** Writes the report of a run that has ended, or was killed, from the files in its folder. */
  public static void write(RunFiles files) {
    RunInfo info = files.readInfo().orElseThrow();
    RunStatus status =
        files.readStatus().orElse(new RunStatus(info.start(), List.of(), List.of(), 0, List.of()));
    Instant end = info.end() == null ? status.time() : info.end();
    JournalSummary journal;
    try (Stream<TaskReport> tasks = files.folder().tasks()) {
      journal = JournalSummary.of(tasks, info.start(), end);
    }
    Path report = files.folder().report();
    AtomicFiles.writeText(
        report,
        html(
            info,
            status,
            journal,
            new Results(report.getParent(), ResultFiles.of(files.folder())).html()));
  }

  private static String html(
      RunInfo info, RunStatus status, JournalSummary journal, String results) {
    RunState state = info.end() == null ? RunState.INTERRUPTED : RunState.ended(info);
    StringBuilder body = new StringBuilder(tiles(info, status, state));
    body.append(results);
    Timeline timeline = new Timeline(journal, info, status.samples());
    if (!timeline.isEmpty()) {
      body.append("<section>\n<h2>Timeline</h2>\n<div class=\"whole\">")
          .append(timeline.svg())
          .append("</div>\n</section>\n<section>\n<h2>Steps</h2>\n")
          .append(StepTable.html(status.steps(), journal.steps()))
          .append("</section>\n");
    }
    body.append(reasons(journal.reasons()));
    body.append(graph(info, status));
    body.append(Page.facts("Properties", info.properties()));
    body.append(Page.facts("Run", facts(info)));
    return Page.html(title(info), subtitle(info, state), "", body);
  }

  /** The same while the run goes on, without what takes the journal; loads itself again. */
  public static String live(RunInfo info, RunStatus status) {
    StringBuilder body = new StringBuilder(tiles(info, status, RunState.RUNNING));
    body.append("<section>\n<h2>Steps</h2>\n" + StepTable.html(status.steps(), null));
    body.append("</section>\n" + TrainingTable.html(status.trainings()));
    body.append(graph(info, status));
    body.append(Page.facts("Properties", info.properties()));
    body.append(Page.facts("Run", facts(info)));
    return Page.html(
        title(info),
        subtitle(info, RunState.RUNNING),
        "<meta http-equiv=\"refresh\" content=\"5\">\n",
        body);
  }

  private static String title(RunInfo info) {
    return info.command().isEmpty() ? info.route() : "bactrian " + info.command();
  }

  private static String subtitle(RunInfo info, RunState state) {
    return "Run "
        + info.id()
        + ": "
        + state.text()
        + (info.error() == null ? "" : " (" + info.error() + ")");
  }

  private static String tiles(RunInfo info, RunStatus status, RunState state) {
    int stored = status.steps().stream().mapToInt(StepStatus::stored).sum();
    int done = status.steps().stream().mapToInt(StepStatus::done).sum();
    double cpu = status.steps().stream().mapToDouble(StepStatus::cpuSeconds).sum();
    long peak = status.steps().stream().mapToLong(StepStatus::peakBytes).max().orElse(0);
    double seconds = info.duration(status.time()).toMillis() / 1000.0;
    StringBuilder out = new StringBuilder("<ul class=\"headline\">\n");
    tile(out, state.text(), explained(info, state));
    tile(out, Words.seconds(seconds), "from start to end");
    tile(out, Integer.toString(done), "messages through steps, " + stored + " from the store");
    tile(out, Words.seconds(cpu), "processor time");
    tile(out, Words.bytes(peak), "most memory");
    if (status.failedSubjects() > 0) {
      String subjects = status.failedSubjects() == 1 ? "subject" : "subjects";
      tile(out, Integer.toString(status.failedSubjects()), subjects + " failed: see failed.csv");
    }
    return out.append("</ul>\n").toString();
  }

  private static String explained(RunInfo info, RunState state) {
    if (state == RunState.RUNNING) {
      return "now";
    }
    return info.exit() == null ? "killed; results so far" : "exit code " + info.exit();
  }

  private static void tile(StringBuilder out, String value, String name) {
    out.append("<li><strong>" + Html.escape(value) + "</strong>")
        .append("<span>" + Html.escape(name) + "</span></li>\n");
  }

  private static String reasons(Map<JournalSummary.Reason, Integer> reasons) {
    if (reasons.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section>\n<h2>Computed again because of</h2>\n");
    out.append("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Step</th>")
        .append("<th scope=\"col\">What changed</th><th scope=\"col\">Before</th>")
        .append("<th scope=\"col\">Now</th><th scope=\"col\">Tasks</th></tr></thead>\n<tbody>\n");
    reasons.forEach(
        (reason, count) ->
            out.append("<tr><th scope=\"row\">" + Html.escape(reason.step()) + "</th><td>")
                .append(Html.escape(reason.what()) + "</td><td>" + text(reason.before()))
                .append("</td><td>" + text(reason.now()) + "</td><td>" + count + "</td></tr>\n"));
    return out.append("</tbody></table></div>\n</section>\n").toString();
  }

  private static String text(String value) {
    return value == null ? "" : Html.escape(value);
  }

  private static String graph(RunInfo info, RunStatus status) {
    if (info.graph() == null || info.graph().nodes().isEmpty()) {
      return "";
    }
    return "<section>\n<h2>Routes</h2>\n<div class=\"whole\">"
        + new GraphPicture(info.graph(), status.steps()).svg()
        + "</div>\n</section>\n";
  }

  private static Map<String, String> facts(RunInfo info) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Route", info.route());
    facts.put("Bactrian", info.version());
    facts.put("Java", info.java());
    facts.put("Machine", info.host() + ", " + info.processors() + " processors");
    facts.put("Started", info.start().truncatedTo(ChronoUnit.SECONDS).toString());
    if (info.end() != null) {
      facts.put("Ended", info.end().truncatedTo(ChronoUnit.SECONDS).toString());
      facts.put(
          "Duration",
          Words.seconds(Duration.between(info.start(), info.end()).toMillis() / 1000.0));
    }
    return facts;
  }
}
