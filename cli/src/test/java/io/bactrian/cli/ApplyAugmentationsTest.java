package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flag of preprocess that changes the images themselves. */
class ApplyAugmentationsTest {
  @TempDir Path folder;

  private Cohort preprocess(Path data, Path config, String output, String... more) {
    List<String> command = new ArrayList<>(List.of("preprocess", "-c", config.toString()));
    command.addAll(List.of("-i", data.toString(), "-o", folder.resolve(output).toString()));
    command.addAll(List.of("--work", folder.resolve("work-" + output).toString()));
    command.addAll(List.of(more));
    Run run = Run.of(command.toArray(String[]::new));
    assertThat(run.code()).as(run.errors()).isZero();
    return CohortReader.read(folder.resolve(output).resolve("data_processed.csv"));
  }

  private static void augmentWith(Path config, String steps) throws IOException {
    String text = Files.readString(config);
    Files.writeString(config, text.replace("data_augmentation: {}", "data_augmentation: " + steps));
  }

  private static Image image(Cohort cohort, int subject) {
    return ImageReader.read(Path.of(cohort.subjects().get(subject).images().get(0)));
  }

  private static Image label(Cohort cohort, int subject) {
    return ImageReader.read(Path.of(cohort.subjects().get(subject).label()));
  }

  /** Each voxel of one is that of the other on the far side along x. */
  private static void assertFlipped(Image flipped, Image plain) {
    assertThat(flipped.geometry()).isEqualTo(plain.geometry());
    int[] size = plain.geometry().size();
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++) {
          assertThat(flipped.value(x, y, z)).isEqualTo(plain.value(size[0] - 1 - x, y, z));
        }
      }
    }
  }

  @Test
  void theFlagChangesImagesWithTheirLabelsOnceAndOnlyThen() throws IOException {
    Path data = new TinyCohort(folder).subjects(3).write();
    Path config = TinyCohort.configuration(folder);
    augmentWith(config, "{flip: {axis: [0], flip_probability: 1, probability: 1}}");
    Cohort plain = preprocess(data, config, "plain");
    Cohort flipped = preprocess(data, config, "flipped", "--apply-augs");
    assertThat(flipped.subjects()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertFlipped(image(flipped, i), image(plain, i));
      assertFlipped(label(flipped, i), label(plain, i));
    }
    // What is written for training keeps the augmentations: it draws anew.
    Configuration written = Configuration.read(folder.resolve("flipped/config.yaml"));
    assertThat(written.augmentation()).isEqualTo(Configuration.read(config).augmentation());
    assertThat(written.augmentation()).isNotEmpty();
  }

  @Test
  void theSeedDecidesWhatIsDrawn() throws IOException {
    Path data = new TinyCohort(folder).subjects(1).write();
    Path config = TinyCohort.configuration(folder, "seed: 5");
    augmentWith(config, "{noise: {probability: 1}}");
    float[] first = image(preprocess(data, config, "first", "-a"), 0).toFloats();
    float[] again = image(preprocess(data, config, "again", "-a"), 0).toFloats();
    Files.writeString(config, Files.readString(config).replace("seed: 5", "seed: 6"));
    float[] other = image(preprocess(data, config, "other", "-a"), 0).toFloats();
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  /** Volumes of the shared cohort; pictures of the other. */
  @Test
  void realImagesKeepTheirGridAndTheirClasses() throws IOException {
    Path shared = Path.of(System.getProperty("bactrian.shared")).toAbsolutePath();
    assumeThat(shared.resolve("membrane")).as("shared data").isDirectory();
    assumeThat(shared.resolve("hippocampus")).as("shared data").isDirectory();
    realCohort(shared.resolve("hippocampus"), "[0, 1, 2]", "{normalize: }", "[16, 16, 16]");
    realCohort(shared.resolve("membrane"), "[0, 255]", "{normalize_div_by_255: }", "[16, 16]");
  }

  private void realCohort(Path cohort, String classes, String steps, String patch)
      throws IOException {
    StringBuilder table = new StringBuilder("SubjectID,Channel_0,Label\n");
    CohortReader.read(cohort.resolve("cohort.csv")).subjects().stream()
        .limit(2)
        .forEach(
            s -> table.append(s.id() + "," + s.images().get(0) + "," + s.label()).append('\n'));
    Path data = Files.writeString(folder.resolve("real.csv"), table);
    Path config =
        Files.writeString(
            folder.resolve("real.yaml"),
            """
            model: {architecture: unet, base_filters: 4, depth: 2,
                    class_list: %s, final_layer: softmax}
            patch_size: %s
            modality: rad
            data_preprocessing: %s
            data_augmentation: {affine: {probability: 1}, flip: {axis: [0], probability: 1}}
            """
                .formatted(classes, patch, steps));
    Cohort plain = preprocess(data, config, "plain" + patch.length());
    Cohort changed = preprocess(data, config, "changed" + patch.length(), "-a");
    for (int i = 0; i < 2; i++) {
      Image before = label(plain, i);
      Image after = label(changed, i);
      assertThat(after.geometry()).isEqualTo(before.geometry());
      assertThat(image(changed, i).toFloats()).isNotEqualTo(image(plain, i).toFloats());
      assertThat(after.toFloats()).isNotEqualTo(before.toFloats());
      assertThat(values(after)).isEqualTo(values(before));
    }
  }

  private static List<Float> values(Image label) {
    List<Float> values = new ArrayList<>();
    for (float value : label.toFloats()) {
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    values.sort(null);
    return values;
  }
}
