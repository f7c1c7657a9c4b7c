package io.bactrian.cli;

import io.bactrian.cli.report.ResultFile;
import io.bactrian.cli.report.ResultFiles;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.Progress;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.TaskReport;
import io.bactrian.workflow.Usage;
import io.bactrian.workflow.run.RunProgress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of everything that happens in a run: counts it, and writes the journal. A step that keeps
 * its results in the task store is in the journal with each task; any other with each message, as a
 * task without key.
 */
final class RunRecorder implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private final RunProgress counts;
  private final RunFolder folder;
  private final ThreadLocal<Deque<Visit>> visits = ThreadLocal.withInitial(ArrayDeque::new);
  private volatile Console console;

  /** A message in a step, on the thread that brought it. */
  private static final class Visit {
    private final String step;
    private final Instant start = Instant.now();
    private final Usage threadTime = Usage.start(false);
    private final Usage processTime = Usage.start(true);
    private final Set<String> trainings = new LinkedHashSet<>();
    private boolean hasTask;
    private double taskCpuSeconds;

    Visit(String step) {
      this.step = step;
    }

    /** Networks are trained by threads of the engine: their time is that of the process. */
    double cpuSeconds() {
      double own = trainings.isEmpty() ? threadTime.cpuSeconds() : processTime.cpuSeconds();
      return Math.max(own, taskCpuSeconds);
    }
  }

  RunRecorder(RunProgress counts, RunFolder folder) {
    this.counts = counts;
    this.folder = folder;
  }

  /** Who shows failures and is told that something has changed. */
  void showOn(Console shown) {
    console = shown;
  }

  @Override
  public void started(String step, int of) {
    visits.get().push(new Visit(step));
    counts.started(step, of, Instant.now());
    changed();
  }

  @Override
  public void ended(String step, boolean done, int of) {
    Visit visit = visits.get().poll();
    if (visit == null) {
      return;
    }
    Instant now = Instant.now();
    double busy = Duration.between(visit.start, now).toNanos() / 1e9;
    counts.ended(step, done, busy, visit.cpuSeconds(), now);
    visit.trainings.forEach(fold -> counts.trainingEnded(fold, done));
    if (!visit.hasTask) {
      folder.append(report(visit, done, now));
    }
    changed();
  }

  private static TaskReport report(Visit visit, boolean done, Instant now) {
    return new TaskReport(
        "",
        visit.step,
        0,
        null,
        false,
        List.of(),
        1,
        visit.start,
        now,
        visit.cpuSeconds(),
        -1,
        done ? TaskReport.Outcome.DONE : TaskReport.Outcome.FAILED,
        null,
        0);
  }

  /** A task has ended: a {@link io.bactrian.workflow.TaskListener}. */
  void task(TaskReport report) {
    Visit visit = visits.get().peek();
    if (visit != null) {
      visit.hasTask = true;
      visit.taskCpuSeconds += report.cpuSeconds();
    }
    if (report.hit()) {
      counts.stored(visit == null ? report.step() : visit.step);
    }
    folder.append(visit == null ? report : named(report, visit.step));
    changed();
  }

  /** Under the name that the step has in the route, as in all that people see. */
  private static TaskReport named(TaskReport report, String step) {
    return report.step().equals(step)
        ? report
        : new TaskReport(
            report.key(),
            step,
            report.version(),
            report.subject(),
            report.hit(),
            report.changes(),
            report.attempts(),
            report.start(),
            report.end(),
            report.cpuSeconds(),
            report.peakMemoryBytes(),
            report.outcome(),
            report.error(),
            report.outputBytes());
  }

  @Override
  public void warned(String sentence) {
    Console shown = console;
    if (shown != null) {
      shown.warned(sentence);
    }
  }

  @Override
  public void failed(SubjectFailure failure) {
    counts.subjectFailed();
    Console shown = console;
    if (shown != null) {
      shown.failed(failure.step(), failure.subject(), failure.reason());
    }
  }

  @Override
  public void trained(String fold, int epoch, int epochs, int batch, int batches, double loss) {
    train(fold);
    counts.trained(fold, epoch, epochs, batch, batches, loss, Instant.now());
    changed();
  }

  @Override
  public void validated(
      String fold, int epoch, int epochs, double loss, String monitor, double score, double best) {
    train(fold);
    counts.validated(fold, epoch, epochs, loss, monitor, score, best, Instant.now());
    changed();
  }

  private void train(String fold) {
    Visit visit = visits.get().peek();
    if (visit != null) {
      visit.trainings.add(fold);
    }
  }

  @Override
  public void wrote(Result kind, Path file) {
    try {
      synchronized (folder) {
        ResultFiles.add(folder, new ResultFile(kind, file.toAbsolutePath().normalize()));
      }
    } catch (UncheckedIOException e) {
      // The run is worth more than its report.
      LOG.warn("A result will be missing in the report of the run: {}", e.getMessage());
    }
  }

  private void changed() {
    Console shown = console;
    if (shown != null) {
      shown.changed();
    }
  }
}
