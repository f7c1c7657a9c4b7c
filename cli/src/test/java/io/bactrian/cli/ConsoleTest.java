package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.workflow.run.RunProgress;
import io.bactrian.workflow.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Instant T0 = Instant.parse("2026-11-23T22:00:00Z");

  private final RunProgress run = new RunProgress();

  private void pass(String step, int of, int messages) {
    for (int i = 0; i < messages; i++) {
      run.started(step, of, T0);
      run.ended(step, true, 1, 1, T0.plusSeconds(i));
    }
  }

  private List<String> lines(int columns, int rows) {
    RunStatus status = run.status(T0.plusSeconds(20));
    return new StatusLines("train  R", status, new Terminal(columns, rows)).lines();
  }

  @Test
  void aStepIsABarWithCountsAndTimeLeft() {
    pass("a:b", 40, 10);
    run.stored("a:b");
    // Nothing runs: nobody can tell whether the others will come.
    assertThat(lines(100, 24).get(1)).endsWith("  10/40, 1 stored");
    run.started("a:b", 40, T0);
    assertThat(lines(100, 24))
        .containsExactly(
            "train  R  20 s",
            "  a:b  [=======                       ]  10/40, 1 stored, 1 min 00 s left");
  }

  @Test
  void linesFitANarrowTerminal() {
    pass("harmonize:config", 40, 10);
    run.started("harmonize:config", 40, T0);
    run.trained("testing_0/validation_0", 3, 20, 5, 10, 0.5, T0);
    for (int columns : new int[] {30, 40, 60, 80}) {
      assertThat(lines(columns, 24)).allMatch(line -> line.length() < columns);
    }
    assertThat(lines(40, 24).get(1)).contains("25 %");
  }

  @Test
  void onALowTerminalStepsThatAreThroughAreHidden() {
    for (int i = 0; i < 10; i++) {
      pass("done:" + i, 2, 2);
    }
    pass("a:b", 4, 1);
    assertThat(lines(80, 6)).hasSizeLessThan(6);
    assertThat(lines(80, 6).get(1)).contains("more, done");
    assertThat(String.join("\n", lines(80, 6))).contains("a:b");
  }

  @Test
  void aPipeGetsOneLineForAStepThatIsThrough() {
    List<String> printed = new ArrayList<>();
    Lines lines = new Lines(sink(printed), () -> run.status(T0));
    pass("a:b", 40, 39);
    lines.changed();
    pass("a:b", 40, 1);
    lines.close();
    assertThat(printed).containsExactly("a:b  40 of 40");
  }

  private static Lines.Sink sink(List<String> printed) {
    return new Lines.Sink() {
      @Override
      public void line(String line) {
        printed.add(line);
      }

      @Override
      public void warned(String sentence) {
        printed.add(sentence);
      }

      @Override
      public void failed(String step, String subject, String reason) {
        printed.add(step);
      }
    };
  }

  @Test
  void aPipeGetsALineForATenthOfATraining() {
    List<String> printed = new ArrayList<>();
    Lines lines = new Lines(sink(printed), () -> run.status(T0));
    for (int epoch = 1; epoch <= 100; epoch++) {
      run.validated("f", epoch, 100, 0.5, "dice", 0.8, 0.9, T0);
      lines.close();
    }
    assertThat(printed)
        .hasSize(11)
        .startsWith("f  epoch 1 of 100, loss 0.5000, dice 0.8000 (best 0.9000)")
        .endsWith("f  epoch 100 of 100, loss 0.5000, dice 0.8000 (best 0.9000)");
  }

  @Test
  void aPipeGetsAnEpochWithItsOwnScoreAndTheLastOneInAnyCase() {
    List<String> printed = new ArrayList<>();
    Lines lines = new Lines(sink(printed), () -> run.status(T0));
    for (int epoch = 1; epoch <= 23; epoch++) {
      run.trained("f", epoch, 100, 1, 2, 0.6, T0);
      lines.close();
      run.trained("f", epoch, 100, 2, 2, 0.5, T0);
      lines.close();
      run.validated("f", epoch, 100, 0.5, "mae", epoch / 100.0, epoch / 100.0, T0);
      lines.close();
    }
    // It has run out of patience.
    run.trainingEnded("f", true);
    lines.close();
    assertThat(printed)
        .containsExactly(
            "f  epoch 1 of 100, loss 0.6000",
            "f  epoch 10 of 100, loss 0.5000, mae 0.1000 (best 0.1000)",
            "f  epoch 20 of 100, loss 0.5000, mae 0.2000 (best 0.2000)",
            "f  epoch 23 of 100, loss 0.5000, mae 0.2300 (best 0.2300): ended early, as mae had not become better for long");
  }

  @Test
  void theLiveViewErasesWhatItDrewAndKeepsLines() {
    pass("a:b", 2, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (LiveView view =
        new LiveView(out, "train", () -> run.status(T0), () -> new Terminal(80, 24))) {
      view.print("the first");
      view.print("a line that stays");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\u001b[2A\r\u001b[Ja line that stays\n")
        .endsWith("1/2\n");
  }

  @Test
  void theSizeOfTheTerminal() {
    assertThat(Terminal.parse("50 132\n")).isEqualTo(new Terminal(132, 50));
    assertThat(Terminal.parse("0 0\n")).isEqualTo(new Terminal(80, 24));
    assertThat(Terminal.parse("")).isEqualTo(new Terminal(80, 24));
  }
}
