package io.bactrian.learning.training;

import io.bactrian.safety.AtomicFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The course of a training as a table and a picture, rewritten after each epoch. */
final class Curves {
  static final String TABLE = "curves.csv";
  static final String PICTURE = "curves.png";
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;

  private Curves() {}

  /**
   * @param classList label values in the order of each result's Dice
   */
  static void write(Path folder, List<EpochResult> results, List<Integer> classList) {
    AtomicFiles.writeText(folder.resolve(TABLE), table(results, classList));
    BufferedImage picture = picture(results, classList);
    AtomicFiles.write(folder.resolve(PICTURE), out -> ImageIO.write(picture, "png", out));
  }

  private static String table(List<EpochResult> results, List<Integer> classList) {
    StringBuilder text = new StringBuilder("epoch,learning_rate,training_loss,validation_loss");
    diceOf(results, classList).forEach(label -> text.append(",dice_").append(label));
    overall(results).forEach(metric -> text.append(",validation_").append(metric));
    text.append(",score,best,training_seconds,validation_seconds,waited_seconds\n");
    for (EpochResult result : results) {
      text.append(result.epoch());
      append(text, "%.6g", result.learningRate());
      append(text, "%.6f", result.trainingLoss());
      append(text, "%.6f", result.validationLoss());
      result.dice().forEach(dice -> append(text, "%.6f", dice));
      overall(results).forEach(m -> append(text, "%.6f", result.metrics().get(m)));
      append(text, "%.6f", result.score());
      text.append(',').append(result.best());
      append(text, "%.2f", result.trainingSeconds());
      append(text, "%.2f", result.validationSeconds());
      append(text, "%.3f", result.waitedSeconds());
      text.append('\n');
    }
    return text.toString();
  }

  /** The classes that have a Dice: those of a segmentation. */
  private static List<Integer> diceOf(List<EpochResult> results, List<Integer> classList) {
    return results.stream().allMatch(result -> result.dice().isEmpty()) ? List.of() : classList;
  }

  /** The metrics of whole images that are not of one class. */
  private static List<String> overall(List<EpochResult> results) {
    return results.get(results.size() - 1).metrics().keySet().stream()
        .filter(metric -> !metric.matches(".*_-?\\d+"))
        .toList();
  }

  /** An unknown number is an empty cell. */
  private static void append(StringBuilder text, String format, double value) {
    text.append(',');
    if (!Double.isNaN(value)) {
      text.append(String.format(Locale.ROOT, format, value));
    }
  }

  /** The losses, then what there is of Dice and other metrics, side by side. */
  private static BufferedImage picture(List<EpochResult> results, List<Integer> classList) {
    List<XYChart> charts = new ArrayList<>();
    XYChart losses = chart("Loss", Styler.LegendPosition.InsideNE);
    addSeries(losses, "training", results, EpochResult::trainingLoss);
    addSeries(losses, "validation", results, EpochResult::validationLoss);
    charts.add(losses);
    List<Integer> labels = diceOf(results, classList);
    XYChart dice = chart("Dice of validation", Styler.LegendPosition.InsideSE);
    for (int i = 0; i < labels.size(); i++) {
      int index = i;
      if (classList.get(i) != 0) {
        addSeries(dice, "class " + classList.get(i), results, r -> r.dice().get(index));
      }
    }
    charts.add(dice);
    XYChart scores = chart("Scores of validation", Styler.LegendPosition.InsideSE);
    for (String metric : overall(results)) {
      addSeries(scores, metric, results, r -> r.metrics().get(metric));
    }
    charts.add(scores);
    charts.removeIf(chart -> chart != losses && chart.getSeriesCollection().isEmpty());
    int panels = Math.max(2, charts.size());
    BufferedImage picture = new BufferedImage(panels * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, panels * WIDTH, HEIGHT);
    for (XYChart chart : charts) {
      chart.paint(graphics, WIDTH, HEIGHT);
      graphics.translate(WIDTH, 0);
    }
    graphics.dispose();
    return picture;
  }

  private static XYChart chart(String title, Styler.LegendPosition legend) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("epoch").build();
    chart.getStyler().setLegendPosition(legend);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisDecimalPattern("0");
    // Where there are few ticks they would be told with all their digits.
    chart.getStyler().setYAxisDecimalPattern("0.#####");
    return chart;
  }

  private static void addSeries(
      XYChart chart,
      String name,
      List<EpochResult> results,
      ToDoubleFunction<EpochResult> quantity) {
    List<EpochResult> known =
        results.stream().filter(r -> Double.isFinite(quantity.applyAsDouble(r))).toList();
    if (known.isEmpty()) {
      return;
    }
    double[] epochs = known.stream().mapToDouble(EpochResult::epoch).toArray();
    double[] values = known.stream().mapToDouble(quantity).toArray();
    XYSeries series = chart.addSeries(name, epochs, values);
    series.setMarker(known.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }
}
