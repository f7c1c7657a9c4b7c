package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.evaluation.Scores;
import io.bactrian.safety.MissingFileException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static Scores scores(double... dice) {
    List<Scores.OfSubject> subjects = new ArrayList<>();
    for (int i = 0; i < dice.length; i++) {
      Map<String, Double> values = Map.of("dice", dice[i], "hd95", 2.0);
      subjects.add(new Scores.OfSubject("s" + i, List.of(new Scores.OfClass(1, values))));
    }
    return new Scores(List.of(0, 1), List.of("dice", "hd95"), subjects);
  }

  private static final ReportData.Curve LOSS =
      new ReportData.Curve(
          "training", new double[] {1, 2, 3, 4}, new double[] {1, 0.5, Double.NaN, 0.25});

  private static ReportData full() {
    return new ReportData(
        "A & <b>B</b>",
        "subtitle",
        Map.of("Patch size", "48 x 64 x 48"),
        scores(0.9, 0.8, 0.5),
        List.of(new ReportData.Chart("Loss", List.of(LOSS))),
        List.of(new ReportData.Picture("Best: \"s0\"", new byte[] {1, 2, 3})),
        List.of(new ReportData.Failure("<script>alert(1)</script>", "ingest:csv", "no\nfile")),
        Map.of("Java", "17"));
  }

  @Test
  void tellsEverySection(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.html");
    Report.write(file, full());
    String html = Files.readString(file);
    assertThat(html)
        .contains("<strong>0.733</strong><span>mean Dice of the structure</span>")
        .contains("<small>± 0.208, median 0.800</small>")
        .contains("<strong>1</strong><span>subject failed</span>")
        .contains("<td>0.733 <span>± 0.208</span></td><td>2.00 <span>± 0.00</span></td>")
        .contains("<th scope=\"row\">s2</th><td>1</td><td>0.500</td><td>2.00</td>")
        .contains("<dt>Patch size</dt><dd>48 x 64 x 48</dd>")
        .contains("<dt>Java</dt><dd>17</dd>")
        .contains("<td>ingest:csv</td>")
        .contains(
            "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}))
        .contains("aria-label=\"Learning curves: Loss\"")
        .contains("aria-label=\"Box plot of dice of each class\"");
  }

  @Test
  void whatItTellsIsNeverTakenForMarkup() {
    assertThat(Report.html(full()))
        .contains("<h1>A &amp; &lt;b&gt;B&lt;/b&gt;</h1>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert")
        .contains("alt=\"Best: &quot;s0&quot;\"");
    assertThat(Html.escape("it's")).isEqualTo("it&#39;s");
  }

  @Test
  void needsNothingFromElsewhere() {
    assertThat(Report.html(full()))
        .doesNotContainPattern("(src|href)=\"(?!data:)")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("@import");
  }

  @Test
  void leavesOutSectionsWithoutContent() {
    String html =
        Report.html(
            new ReportData("T", "", Map.of(), null, List.of(), List.of(), List.of(), Map.of()));
    assertThat(html).doesNotContain("<section").doesNotContain("class=\"headline\"");
    String unscored =
        Report.html(
            new ReportData("T", "", Map.of(), scores(), List.of(), List.of(), List.of(), Map.of()));
    assertThat(unscored).doesNotContain("<section");
  }

  @Test
  void tellsWhereAValueIsDefinedForSomeOnly() {
    ReportData data =
        new ReportData(
            "T", "", Map.of(), scores(0.5, Double.NaN), List.of(), List.of(), List.of(), Map.of());
    assertThat(Report.html(data))
        .contains("<td>0.500 <span>± –</span> <sub>1</sub></td>")
        .contains("<td>–</td>");
  }

  @Test
  void drawingsAreWellFormed() throws Exception {
    Matcher drawings =
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(Report.html(full()));
    int count = 0;
    while (drawings.find()) {
      byte[] svg = drawings.group().getBytes(StandardCharsets.UTF_8);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg));
      count++;
    }
    assertThat(count).isEqualTo(2);
  }

  @Test
  void aGapInACurveStaysAGap() {
    String svg = new LineChart(new ReportData.Chart("Loss", List.of(LOSS))).svg();
    // The first two epochs are a line, the fourth stands alone.
    assertThat(svg).containsOnlyOnce("<polyline").containsOnlyOnce("<circle");
    Matcher line = Pattern.compile("points=\"([^\"]+)\"").matcher(svg);
    assertThat(line.find()).isTrue();
    assertThat(line.group(1).split(" ")).hasSize(2);
  }

  @Test
  void boxesStandAtTheQuartiles() {
    // Quartiles as numpy.percentile gives them.
    double[] sorted = {1, 2, 4, 8};
    assertThat(BoxPlot.quantile(sorted, 0.25)).isCloseTo(1.75, within(1e-12));
    assertThat(BoxPlot.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(BoxPlot.quantile(sorted, 0.75)).isEqualTo(5);
    assertThat(BoxPlot.quantile(sorted, 1)).isEqualTo(8);
    String svg = new BoxPlot(scores(0.9, 0.8, 0.5), "dice").svg();
    assertThat(svg).contains("<title>s2: 0.500</title>");
    assertThat(svg.split("<circle", -1)).hasSize(1 + 3);
    assertThat(new BoxPlot(scores(Double.NaN), "dice").svg()).isEmpty();
  }

  @Test
  void ticksAreRound() {
    Ticks ticks = Ticks.between(0.43, 1, 6);
    assertThat(ticks.values().stream().map(ticks::label))
        .containsExactly("0.5", "0.6", "0.7", "0.8", "0.9", "1.0");
    Ticks epochs = Ticks.between(1, 24, 8);
    assertThat(epochs.values().stream().map(epochs::label)).containsExactly("5", "10", "15", "20");
  }

  @Test
  void labelsAreWholeAndInsideOfTheChart() {
    ReportData.Curve one =
        new ReportData.Curve("validation", new double[] {1}, new double[] {-0.00012});
    String svg = new LineChart(new ReportData.Chart("R2", List.of(one))).svg();
    // Epochs are no fractions; the longest label, -0.000130, needs 63 of the room to its left.
    assertThat(svg).contains(">1<").doesNotContain(">1.0<").contains(">-0.000130<");
    Matcher labels = Pattern.compile("<text [^>]*x=\"([0-9.]+)\"[^>]*>-0.000130<").matcher(svg);
    assertThat(labels.find()).isTrue();
    assertThat(Double.parseDouble(labels.group(1))).isGreaterThanOrEqualTo(63);
  }

  @Test
  void choosesTheSubjectsThatShowTheRange() {
    assertThat(Representatives.of(scores(0.5, 0.9, 0.7, Double.NaN, 0.6, 0.8), "dice"))
        .containsExactly(
            Map.entry("Best", "s1"), Map.entry("Median", "s2"), Map.entry("Worst", "s0"));
    assertThat(Representatives.of(scores(0.5, 0.9), "dice"))
        .containsExactly(Map.entry("Best", "s1"), Map.entry("Worst", "s0"));
    assertThat(Representatives.of(scores(0.5), "dice")).containsExactly(Map.entry("Best", "s0"));
    assertThat(Representatives.of(scores(), "dice")).isEmpty();
  }

  @Test
  void readsLearningCurves(@TempDir Path folder) throws Exception {
    Path csv = folder.resolve("curves.csv");
    Files.writeString(
        csv,
        """
        epoch,learning_rate,training_loss,validation_loss,dice_0,dice_1,score,training_seconds
        1,0.002,0.9,,0.9,0.1,0.1,12
        2,0.001,0.5,0.6,0.9,0.4,0.4,12
        """);
    List<ReportData.Chart> charts = LearningCurves.read(csv);
    assertThat(charts)
        .extracting(ReportData.Chart::title)
        .containsExactly("Loss", "Dice of validation");
    List<ReportData.Curve> loss = charts.get(0).curves();
    assertThat(loss).extracting(ReportData.Curve::name).containsExactly("training", "validation");
    assertThat(loss.get(0).epochs()).containsExactly(1, 2);
    assertThat(loss.get(0).values()).containsExactly(0.9, 0.5);
    assertThat(loss.get(1).values()[0]).isNaN();
    assertThat(loss.get(1).values()[1]).isEqualTo(0.6);
    List<ReportData.Curve> dice = charts.get(1).curves();
    assertThat(dice).extracting(ReportData.Curve::name).containsExactly("class 1");
    assertThat(dice.get(0).values()).containsExactly(0.1, 0.4);
  }

  @Test
  void namesMissingLearningCurves(@TempDir Path folder) {
    Path csv = folder.resolve("curves.csv");
    assertThatThrownBy(() -> LearningCurves.read(csv))
        .isInstanceOf(MissingFileException.class)
        .hasMessage(
            """
            There are no learning curves
              where:    %s
              expected: the CSV file that a training writes into the model folder
              to mend:  check the path"""
                .formatted(csv));
  }

  @Test
  void aCurveHasAValueAnEpoch() {
    assertThatThrownBy(() -> new ReportData.Curve("loss", new double[2], new double[3]))
        .hasMessage("loss: 2 epochs for 3 values");
  }
}
