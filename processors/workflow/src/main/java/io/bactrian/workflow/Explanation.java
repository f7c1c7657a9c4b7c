package io.bactrian.workflow;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of the tasks of a run why each was answered from the store, or computed. */
public final class Explanation {
  private static final int DIGITS = 8;

  private final RunFolder run;
  private final Map<String, TaskReport> tasks = new LinkedHashMap<>();

  public Explanation(RunFolder run) {
    this.run = run;
    try (Stream<TaskReport> all = run.tasks()) {
      // The last report of a key: the attempt that counts. A computation tells more than the hits
      // on its result later in the run. What is not kept in the store needs no explanation.
      all.filter(task -> task.key().matches("[0-9a-f]{64}"))
          .forEach(task -> tasks.merge(task.key(), task, Explanation::moreTelling));
    }
  }

  private static TaskReport moreTelling(TaskReport old, TaskReport now) {
    return now.hit() && !old.hit() && ok(old) ? old : now;
  }

  private static boolean ok(TaskReport task) {
    return task.outcome() == TaskReport.Outcome.DONE;
  }

  /** A line for each step, and below it one for each reason with how many tasks it made anew. */
  public List<String> ofAll() {
    List<String> lines = new ArrayList<>();
    Map<String, List<TaskReport>> steps =
        tasks.values().stream()
            .collect(
                Collectors.groupingBy(TaskReport::step, LinkedHashMap::new, Collectors.toList()));
    steps.forEach(
        (step, of) -> {
          long hits = of.stream().filter(TaskReport::hit).count();
          long failed = of.stream().filter(task -> !ok(task)).count();
          lines.add(
              step
                  + ": "
                  + hits
                  + " from the store, "
                  + (of.size() - hits - failed)
                  + " computed, "
                  + failed
                  + " failed");
          of.stream()
              .filter(task -> !task.hit())
              .collect(
                  Collectors.groupingBy(this::reasons, LinkedHashMap::new, Collectors.counting()))
              .forEach((reasons, count) -> lines.add("  " + count + " because " + reasons));
        });
    return lines.isEmpty() ? List.of(run.id() + " has no tasks") : lines;
  }

  /**
   * All about the tasks whose key or subject's token begins so, or of the subject of this id, with
   * what their inputs were made of.
   *
   * @throws MissingFileException when the run has none
   */
  public List<String> of(String start) {
    String token = token(start);
    List<TaskReport> found =
        tasks.values().stream()
            .filter(
                task ->
                    task.key().startsWith(start)
                        || (task.subject() != null
                            && (task.subject().startsWith(start) || task.subject().equals(token)))
                        || task.step().equals(start))
            .toList();
    if (found.isEmpty()) {
      throw new MissingFileException(
          "The run has no task " + start,
          run.journal().toString(),
          "the id of a subject, the beginning of its token or of a task's key, or a step such as "
              + new TreeSet<>(tasks.values().stream().map(TaskReport::step).toList()),
          "look it up in trace.csv, or leave TASK out to see all steps");
    }
    List<String> lines = new ArrayList<>();
    found.forEach(task -> detail(task, "", lines));
    return lines;
  }

  /** By which the journal names a subject, or null: the secret lies beside the runs. */
  private String token(String subject) {
    Path secret = run.path().getParent().resolveSibling(Tokens.SECRET);
    try {
      return Files.exists(secret) ? new Tokens(secret).of(subject) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + secret, e);
    }
  }

  private void detail(TaskReport task, String indent, List<String> lines) {
    lines.add(
        indent
            + task.step()
            + " "
            + task.key().substring(0, 2 * DIGITS)
            + (task.subject() == null ? "" : " of " + task.subject())
            + ": "
            + verdict(task));
    for (Change change : task.changes()) {
      lines.add(indent + "  " + text(change));
      TaskReport maker = change.madeBy() == null ? null : tasks.get(change.madeBy());
      if (maker != null && !maker.hit()) {
        detail(maker, indent + "    ", lines);
      }
    }
  }

  private static String verdict(TaskReport task) {
    String attempts = task.attempts() > 1 ? " at attempt " + task.attempts() : "";
    if (!ok(task)) {
      return "failed with " + task.error() + attempts;
    }
    if (task.hit()) {
      return "from the store: step, version, options and inputs are those of the stored task";
    }
    return "computed"
        + attempts
        + (task.changes().isEmpty() ? ": nothing like it was stored" : ", because of");
  }

  private String reasons(TaskReport task) {
    String reasons =
        task.changes().isEmpty()
            ? "nothing like it was stored"
            : task.changes().stream()
                .map(this::reason)
                .distinct()
                .collect(Collectors.joining("; "));
    return ok(task) ? reasons : reasons + " (failed with " + task.error() + ")";
  }

  /** Without digests, so that the tasks of all subjects have the same reason. */
  private String reason(Change change) {
    if (!change.what().startsWith("input ")) {
      return text(change);
    }
    TaskReport maker = change.madeBy() == null ? null : tasks.get(change.madeBy());
    String what = change.what().replaceAll(" \\d{4} ", " ");
    return maker != null && !maker.hit()
        ? what + " was made anew by " + maker.step()
        : what + " has other content";
  }

  private static String text(Change change) {
    return change.before() == null && change.now() == null
        ? change.what()
        : change.what() + ": " + shown(change.before()) + " -> " + shown(change.now());
  }

  private static String shown(String value) {
    if (value == null) {
      return "none";
    }
    return value.matches("[0-9a-f]{64}") ? value.substring(0, DIGITS) : value;
  }
}
