package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoredMetricTest {
  /** Five voxels of 2 mm in a row. */
  private static final Geometry ROW =
      new Geometry(
          new int[] {5, 1, 1},
          new double[] {2, 2, 2},
          new double[3],
          new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});

  @TempDir private Path work;

  private static Configuration monitoring(String metric, int epochs) {
    Configuration configuration = Balls.configuration(24, epochs, true);
    return configuration.withTraining(configuration.training().withMonitor(metric));
  }

  /**
   * @param said a digit for each voxel: the class index
   */
  private static void add(MonitoredMetric metric, String said, String truth) {
    short[] classes = new short[truth.length()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (short) (truth.charAt(i) - '0');
    }
    metric.add(said.chars().map(digit -> digit - '0').toArray(), classes, ROW);
  }

  @Test
  void itIsTheMeanOverSubjectsAndThenOverClassesButBackground() {
    MonitoredMetric jaccard = new MonitoredMetric(monitoring("jaccard", 1));
    add(jaccard, "01122", "01112"); // 2/3 and 1/2
    add(jaccard, "00011", "00111"); // 2/3; the second class does not occur
    assertThat(jaccard.mean().get("jaccard")).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-12));
  }

  @Test
  void aClassThatIsMissedIsAsFarAsTheImageIsLong() {
    MonitoredMetric distance = new MonitoredMetric(monitoring("hd100", 1));
    add(distance, "01000", "00010"); // two voxels apart: 4 mm
    assertThat(distance.mean().get("hd100")).isCloseTo(4, within(1e-9));
    add(distance, "00000", "00010");
    assertThat(distance.mean().get("hd100")).isCloseTo((4 + 10) / 2.0, within(1e-9));
    MonitoredMetric jaccard = new MonitoredMetric(monitoring("jaccard", 1));
    add(jaccard, "00000", "00010");
    assertThat(jaccard.mean()).isEqualTo(Map.of("jaccard", 0.0));
    assertThat(new MonitoredMetric(monitoring("jaccard", 1)).mean().get("jaccard")).isNaN();
  }

  @Test
  void theEpochWithTheSmallestDistanceIsTheBest() throws IOException {
    List<EpochResult> seen = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochResult result) {
            seen.add(result);
          }
        };
    Fold fold = Balls.fold(work.resolve("data"), 8, 24, true);
    TrainingRun.run(monitoring("hd95", 5), fold, work.resolve("model"), listener);
    EpochResult best =
        seen.stream().min(Comparator.comparingDouble(EpochResult::score)).orElseThrow();
    assertThat(seen.stream().filter(EpochResult::best).reduce((a, b) -> b)).contains(best);
    assertThat(best.metrics()).containsOnlyKeys("hd95").containsEntry("hd95", best.score());
    assertThat(Files.readAllLines(work.resolve("model/curves.csv")).get(0))
        .contains(",dice_5,validation_hd95,score,");
    assertThat(ImageIO.read(work.resolve("model/curves.png").toFile()).getWidth()).isEqualTo(1680);
  }
}
