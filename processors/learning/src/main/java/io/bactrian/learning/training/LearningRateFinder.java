package io.bactrian.learning.training;

import io.bactrian.learning.data.Batch;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.safety.AtomicFiles;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A range test of learning rates (Smith 2017, arXiv:1506.01186): the rate rises by a constant
 * factor with each batch, and the one at which the smoothed loss falls most steeply is taken.
 * Range, number of steps, smoothing, stop and choice are those of Lightning's {@code lr_find},
 * which GaNDLF calls.
 *
 * @param points in the order of the steps
 * @param suggestion which of them was chosen
 */
record LearningRateFinder(List<Point> points, int suggestion) {
  /**
   * One step.
   *
   * @param loss of its batch, before the weights followed it
   * @param smoothed mean of the losses so far, the later the more
   */
  record Point(double rate, double loss, double smoothed) {}

  static final String TABLE = "learning_rate_finder.csv";
  static final String PICTURE = "learning_rate_finder.png";

  private static final double LOWEST = 1e-8;
  private static final double HIGHEST = 1;
  private static final int STEPS = 100;
  private static final double SMOOTHING = 0.98;
  private static final double STOP_AT = 4;
  private static final int SKIP_BEGIN = 10;
  private static final int SKIP_END = 1;

  /** What a step gives: the loss of a batch at a rate. */
  @FunctionalInterface
  interface Step {
    double loss(double rate) throws InterruptedException;
  }

  /** Goes through the rates with a trainer that is used for nothing else. */
  static LearningRateFinder run(Trainer trainer, PatchLoader loader) throws InterruptedException {
    int[] taken = {0};
    return run(
        rate -> {
          if (taken[0] % loader.batches() == 0) {
            loader.start(taken[0] / loader.batches());
          }
          taken[0]++;
          try (Batch batch = loader.next()) {
            return trainer.fit(batch, rate);
          }
        });
  }

  /**
   * Goes through the rates until the loss has grown to four times its least.
   *
   * @throws TrainingException when no rate makes it fall
   */
  static LearningRateFinder run(Step step) throws InterruptedException {
    List<Point> points = new ArrayList<>();
    double average = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STEPS; i++) {
      double rate = LOWEST * Math.pow(HIGHEST / LOWEST, i / (STEPS - 1.0));
      double loss = step.loss(rate);
      if (!Double.isFinite(loss)) {
        break;
      }
      average = SMOOTHING * average + (1 - SMOOTHING) * loss;
      double smoothed = average / (1 - Math.pow(SMOOTHING, i + 1));
      points.add(new Point(rate, loss, smoothed));
      if (i > 0 && smoothed > STOP_AT * best) {
        break;
      }
      best = Math.min(best, smoothed);
    }
    return new LearningRateFinder(List.copyOf(points), steepest(points));
  }

  /** Where the smoothed loss falls most from the point before to the point behind. */
  private static int steepest(List<Point> points) {
    int steepest = -1;
    double most = 0;
    for (int i = SKIP_BEGIN; i < points.size() - SKIP_END; i++) {
      int before = Math.max(SKIP_BEGIN, i - 1);
      int behind = Math.min(points.size() - SKIP_END - 1, i + 1);
      double slope =
          (points.get(behind).smoothed() - points.get(before).smoothed())
              / Math.max(1, behind - before);
      if (slope < most) {
        most = slope;
        steepest = i;
      }
    }
    if (steepest < 0) {
      throw new TrainingException(
          "No learning rate was found: the loss falls at none",
          "auto_lr_find, " + points.size() + " rates from " + LOWEST + " on",
          "a loss that falls at some rate",
          "remove auto_lr_find and give learning_rate, or change loss_function");
    }
    return steepest;
  }

  double rate() {
    return points.get(suggestion).rate();
  }

  /** Writes {@link #TABLE} and {@link #PICTURE}. */
  void write(Path folder) {
    StringBuilder table = new StringBuilder("learning_rate,loss,smoothed_loss,suggestion\n");
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      table.append(
          String.format(
              Locale.ROOT,
              "%.6g,%.6f,%.6f,%s%n",
              point.rate(),
              point.loss(),
              point.smoothed(),
              i == suggestion));
    }
    AtomicFiles.writeText(folder.resolve(TABLE), table.toString());
    BufferedImage picture = picture();
    AtomicFiles.write(folder.resolve(PICTURE), out -> ImageIO.write(picture, "png", out));
  }

  private BufferedImage picture() {
    XYChart chart =
        new XYChartBuilder()
            .width(700)
            .height(450)
            .title(String.format(Locale.ROOT, "Learning rate: %.3g", rate()))
            .xAxisTitle("learning rate")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setChartBackgroundColor(Color.WHITE);
    double[] rates = points.stream().mapToDouble(Point::rate).toArray();
    chart
        .addSeries("loss", rates, points.stream().mapToDouble(Point::loss).toArray())
        .setMarker(SeriesMarkers.NONE);
    chart
        .addSeries("smoothed", rates, points.stream().mapToDouble(Point::smoothed).toArray())
        .setMarker(SeriesMarkers.NONE);
    double[] chosen = {points.get(suggestion).smoothed()};
    chart.addSeries("chosen", new double[] {rate()}, chosen).setMarker(SeriesMarkers.CIRCLE);
    BufferedImage picture = new BufferedImage(700, 450, BufferedImage.TYPE_INT_RGB);
    chart.paint(picture.createGraphics(), 700, 450);
    return picture;
  }
}
