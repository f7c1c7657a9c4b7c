package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.TaskReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link StepVersionsTest}, for the steps whose sums the learning engine adds up in an order
 * that the processor decides: so numbers with a tolerance, and not digests. A training without
 * augmentation in fp32, and what its model says of a subject.
 */
class LearningVersionsTest {
  private static final double TOLERANCE = 0.003;
  private static final int SAMPLES = 8;

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Path data = new TinyCohort(folder).subjects(8).write();
    Run run =
        Run.of(
            "train",
            "-c",
            TinyCohort.configuration(folder).toString(),
            "-i",
            data.toString(),
            "--work",
            folder.resolve("work").toString(),
            "-m",
            folder.resolve("model").toString());
    assertThat(run.code()).as(run.errors()).isZero();
  }

  private static TaskReport task(Path work, String step) {
    try (Stream<TaskReport> tasks = RunFolder.open(work, "last").tasks()) {
      return tasks.filter(task -> task.step().equals(step)).findFirst().orElseThrow();
    }
  }

  private static void check(String step, List<Double> values) throws IOException {
    check(folder.resolve("work"), step, step.replace(':', '_'), values);
  }

  /**
   * @param work folder of the run that was the last
   * @param name of the line in the file of properties
   */
  static void check(Path work, String step, String name, List<Double> values) throws IOException {
    String now =
        task(work, step).version()
            + values.stream()
                .map(v -> String.format(Locale.ROOT, " %.4f", v))
                .collect(Collectors.joining());
    Properties known = new Properties();
    try (InputStream in = StepVersionsTest.class.getResourceAsStream("/step-versions.properties")) {
      known.load(in);
    }
    String[] before = known.getProperty(name, "").split(" ");
    String mend =
        String.format(
            "The results of %s are others than before, under the same version, or the version was"
                + " raised. To mend: raise VERSION in the producer of the step if results changed"
                + " on purpose (of infer only when train still gives the same), then write the line"
                + " %s = %s into step-versions.properties",
            step, name, now);
    assertThat(before).as(mend).hasSize(values.size() + 1);
    assertThat(before[0]).as(mend).isEqualTo(Integer.toString(task(work, step).version()));
    for (int i = 0; i < values.size(); i++) {
      double expected = Double.parseDouble(before[i + 1]);
      assertThat(values.get(i)).as(mend).isCloseTo(expected, within(TOLERANCE));
    }
  }

  /** Losses and scores of both epochs: what sampler, loss, optimizer and network have made. */
  @Test
  void trainingGivesOtherCurvesOnlyUnderAnotherVersion() throws IOException {
    List<String> rows =
        Files.readAllLines(folder.resolve("model/testing_0/validation_0/curves.csv"));
    assertThat(rows.get(0))
        .startsWith("epoch,learning_rate,training_loss,validation_loss,dice_0,dice_1,");
    List<Double> values = new ArrayList<>();
    for (String row : rows.subList(1, 3)) {
      Arrays.stream(row.split(",")).skip(2).limit(4).forEach(v -> values.add(Double.valueOf(v)));
    }
    check("train:config", values);
  }

  /** Probabilities of the structure at a few voxels of a testing subject. */
  @Test
  void inferenceGivesOtherProbabilitiesOnlyUnderAnotherVersion() throws IOException {
    String key = task(folder.resolve("work"), "infer:config").key();
    Path file = folder.resolve("work").resolve(key.substring(0, 2)).resolve(key.substring(2));
    Image structure = ImageReader.readChannels(file.resolve("probabilities.nii")).get(1);
    float[] probabilities = structure.toFloats();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      // Along the diagonal: outside, through the box, outside.
      int voxel = ((2 * i * 18) + 2 * i) * 20 + 2 * i;
      values.add((double) probabilities[voxel]);
    }
    check("infer:config", values);
  }
}
