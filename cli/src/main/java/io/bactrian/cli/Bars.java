package io.bactrian.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as bars on a terminal, one a step and one a training, with the time left. */
final class Bars extends Console {
  private static final int UPDATE_MILLIS = 200;

  private final Map<String, ProgressBar> bars = new LinkedHashMap<>();
  private final Map<String, String> scores = new LinkedHashMap<>();

  Bars(PrintStream out) {
    super(out);
  }

  private ProgressBar bar(String name, long maximum) {
    return bars.computeIfAbsent(
        name,
        key ->
            new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(maximum)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .build());
  }

  @Override
  public synchronized void ended(String step, boolean done, int of) {
    if (of > 1) {
      advance(step, bar(step, of));
    }
  }

  private void advance(String name, ProgressBar bar) {
    bar.step();
    if (bar.getCurrent() >= bar.getMax()) {
      bar.close();
      bars.remove(name);
    }
  }

  @Override
  public synchronized void trained(
      String fold, int epoch, int epochs, int batch, int batches, double loss) {
    ProgressBar bar = bar(fold, (long) epochs * batches);
    if (bar.getCurrent() == 0 && epoch > 1) {
      bar.stepTo((epoch - 1L) * batches);
      bar.setExtraMessage("");
    }
    bar.stepTo((epoch - 1L) * batches + batch);
    bar.setExtraMessage(
        "epoch " + epoch + ", loss " + number(loss) + scores.getOrDefault(fold, ""));
  }

  @Override
  public synchronized void validated(
      String fold, int epoch, int epochs, double loss, double score, double best) {
    scores.put(fold, ", score " + number(score) + " (best " + number(best) + ")");
    ProgressBar bar = bars.get(fold);
    if (bar != null) {
      bar.setExtraMessage("epoch " + epoch + ", loss " + number(loss) + scores.get(fold));
      if (epoch == epochs) {
        bar.close();
        bars.remove(fold);
      }
    }
  }

  @Override
  synchronized void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }
}
