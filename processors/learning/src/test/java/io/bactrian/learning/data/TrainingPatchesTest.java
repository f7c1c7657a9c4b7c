package io.bactrian.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.safety.MissingFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainingPatchesTest {
  @TempDir Path folder;

  private static Configuration configuration(SamplerSettings sampler) {
    return Configuration.of(
            ModelSettings.of(3, "unet", List.of(0, 2)),
            TrainingSettings.of(4, 4, 4).withBatchSize(3).withSeed(5))
        .withSampler(sampler);
  }

  /** Two channels, one of them packed, with a value of 1 or -1 where the label is 2. */
  private Subject subject() {
    Geometry geometry = Geometry.ofSize(8, 7, 6);
    float[] values = new float[336];
    float[] negative = new float[336];
    int[] labels = new int[336];
    for (int i = 100; i < 130; i++) {
      values[i] = 1;
      negative[i] = -1;
      labels[i] = 2;
    }
    ImageWriter.write(folder.resolve("a.nii"), Image.of(values, geometry));
    ImageWriter.write(folder.resolve("b.nii.gz"), Image.of(negative, geometry));
    ImageWriter.write(folder.resolve("l.nii"), new LabelMap(labels, geometry));
    Map<String, String> channels = new LinkedHashMap<>();
    channels.put("Channel_0", folder.resolve("a.nii").toString());
    channels.put("Channel_1", folder.resolve("b.nii.gz").toString());
    return new Subject("s", channels, folder.resolve("l.nii").toString(), null, Map.of(), null);
  }

  @Test
  void patchesComeFromTheFilesAsTheConfigurationSays() throws InterruptedException {
    Configuration configuration =
        configuration(SamplerSettings.of("label", 7))
            .withAugmentation(
                List.of(
                    AugmentationSettings.of("flip", 0.5),
                    AugmentationSettings.of("rotate_90", 0.5)));
    List<SubjectSource> subjects = CohortSubject.of(List.of(subject()));
    try (PatchLoader loader = TrainingPatches.of(configuration, subjects, 2).build()) {
      assertThat(loader.batches()).isEqualTo(3);
      loader.start(0);
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          assertThat(batch.imageShape()).containsExactly(batch.size(), 2, 4, 4, 4);
          for (int n = 0; n < batch.size(); n++) {
            assertSampleFits(batch, n);
          }
        }
      }
    }
  }

  private static void assertSampleFits(Batch batch, int n) {
    int structure = 0;
    for (int i = 0; i < 64; i++) {
      int label = batch.labels().get(n * 64 + i);
      structure += label;
      assertThat(batch.images().get(n * 128 + i)).isEqualTo(label);
      assertThat(batch.images().get(n * 128 + 64 + i)).isEqualTo(-label);
    }
    assertThat(structure).isPositive();
  }

  @Test
  void biasDrawsClassesByTheirWeights() throws InterruptedException {
    SamplerSettings label = SamplerSettings.of("label", 60);
    int background = structureVoxels(label.withBias(1.0, 0.0));
    int alike = structureVoxels(label.withBias(1.0, 1.0));
    int foreground = structureVoxels(label.withBias(0.0, 1.0));
    assertThat(background).isLessThan(alike);
    assertThat(alike).isLessThan(foreground);
    assertThat(structureVoxels(label.withBias()))
        .as("without weights, the background is not drawn")
        .isEqualTo(foreground);
    assertThat(structureVoxels(label))
        .as("without bias, voxels of the only structure are drawn")
        .isEqualTo(foreground);
  }

  private int structureVoxels(SamplerSettings sampler) throws InterruptedException {
    int voxels = 0;
    List<SubjectSource> subjects = CohortSubject.of(List.of(subject()));
    try (PatchLoader loader = TrainingPatches.of(configuration(sampler), subjects, 2).build()) {
      loader.start(0);
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          for (int i = 0; i < 64 * batch.size(); i++) {
            voxels += batch.labels().get(i);
          }
        }
      }
    }
    return voxels;
  }

  @Test
  void aMissingFileReachesTheConsumer() {
    Subject gone = new Subject("s", Map.of("Channel_0", "/no/such.nii"), null, null, null, null);
    try (PatchLoader loader =
        TrainingPatches.of(
                configuration(SamplerSettings.of("uniform", 1)), CohortSubject.of(List.of(gone)), 1)
            .build()) {
      loader.start(0);
      assertThatThrownBy(loader::next)
          .isInstanceOf(MissingFileException.class)
          .hasMessageContaining("/no/such.nii");
    }
  }

  @Test
  void aBiasedSamplerDrawsClassesByTheirWeights() throws InterruptedException {
    // Patches of one voxel show what they are centred on.
    Configuration background = configuration(SamplerSettings.of("label", 200).withBias(1.0, 0.0));
    Configuration structure = configuration(SamplerSettings.of("label", 200).withBias());
    assertThat(centresOnStructure(background)).isZero();
    assertThat(centresOnStructure(structure)).isEqualTo(200);
  }

  private int centresOnStructure(Configuration configuration) throws InterruptedException {
    Configuration single = configuration.withTraining(TrainingSettings.of(1, 1, 1));
    List<SubjectSource> subjects = CohortSubject.of(List.of(subject()));
    int structure = 0;
    try (PatchLoader loader = TrainingPatches.of(single, subjects, 2).build()) {
      loader.start(0);
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        structure += next.labels().get(0);
        next.close();
      }
    }
    return structure;
  }

  @Test
  void unknownSamplersAndPaddingsAreNamed() {
    List<SubjectSource> none = List.of();
    Configuration sampler = configuration(SamplerSettings.of("sideways", 1));
    assertThatThrownBy(() -> TrainingPatches.of(sampler, none, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no patch sampler sideways");
    Configuration padding = configuration(SamplerSettings.of("label", 1).withPadding("tile"));
    assertThatThrownBy(() -> TrainingPatches.of(padding, none, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no padding mode tile")
        .hasMessageContaining("constant, edge, symmetric, reflect or wrap");
  }

  /** Subjects whose voxels hold their number, the label 2 at the first voxel. */
  private static List<SubjectSource> numbered(int count, int side) {
    List<SubjectSource> subjects = new ArrayList<>();
    Geometry geometry = Geometry.ofSize(side, side, side);
    for (int i = 0; i < count; i++) {
      float[] values = new float[(int) geometry.voxels()];
      Arrays.fill(values, i);
      float[] labels = new float[values.length];
      labels[0] = 2;
      subjects.add(
          SubjectSource.of(
              "s" + i, List.of(Image.of(values, geometry)), Image.of(labels, geometry)));
    }
    return subjects;
  }

  private static List<Integer> subjectsInOrder(Configuration configuration, int subjects)
      throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    try (PatchLoader loader = TrainingPatches.of(configuration, numbered(subjects, 4), 1).build()) {
      loader.start(0);
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          for (int n = 0; n < batch.size(); n++) {
            order.add((int) batch.images().get(64 * n));
          }
        }
      }
    }
    return order;
  }

  @Test
  void theQueueShufflesAsManyPatchesAsItHoldsAcrossSubjects() throws InterruptedException {
    // q_samples_per_volume 5, q_max_length 10: two subjects are mixed, then the next two.
    SamplerSettings queue =
        new SamplerSettings("uniform", 5, false, "symmetric", false, List.of(), 10);
    List<Integer> order = subjectsInOrder(configuration(queue), 6);
    assertThat(order).hasSize(30);
    for (int window = 0; window < 3; window++) {
      List<Integer> inQueue = order.subList(10 * window, 10 * window + 10);
      assertThat(new HashSet<>(inQueue)).hasSize(2);
      assertThat(Collections.frequency(inQueue, inQueue.get(0))).isEqualTo(5);
      assertThat(new HashSet<>(inQueue.subList(0, 5))).as("mixed").hasSize(2);
    }
    SamplerSettings narrow =
        new SamplerSettings("uniform", 5, false, "symmetric", false, List.of(), 1);
    order = subjectsInOrder(configuration(narrow), 6);
    for (int subject = 0; subject < 6; subject++) {
      assertThat(new HashSet<>(order.subList(5 * subject, 5 * subject + 5))).hasSize(1);
    }
  }

  @Test
  void thereAreAsManyWorkersAsTheConfigurationAsksFor() throws IOException {
    Configuration configuration =
        Configuration.read(
            Files.writeString(
                folder.resolve("config.yaml"),
                """
                model: {dimension: 3, architecture: unet, class_list: [0, 2]}
                patch_size: [16, 16, 16]
                q_num_workers: 3
                q_samples_per_volume: 1
                """));
    long before = workers();
    try (PatchLoader loader = TrainingPatches.of(configuration, numbered(1, 16), 1).build()) {
      assertThat(loader.batches()).isEqualTo(1);
      assertThat(workers() - before).isEqualTo(3);
    }
  }

  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("bactrian-patches-"))
        .count();
  }

  @Test
  void theWeightedSamplerTakesTheLabelValueOfAVoxelAsItsProbability() throws InterruptedException {
    assertThat(centresOnStructure(configuration(SamplerSettings.of("weighted", 50)))).isEqualTo(50);
  }

  @Test
  void theGridCoversTheVolume() throws InterruptedException {
    // 8 x 7 x 6 in patches of 4: 2 x 2 x 2.
    Configuration grid = configuration(SamplerSettings.of("grid", 8));
    int structure = 0;
    List<SubjectSource> subjects = CohortSubject.of(List.of(subject()));
    try (PatchLoader loader = TrainingPatches.of(grid, subjects, 2).build()) {
      loader.start(0);
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          for (int i = 0; i < 64 * batch.size(); i++) {
            structure += batch.labels().get(i);
          }
        }
      }
    }
    // Overlaps along y and z are seen more than once.
    assertThat(structure).isBetween(30, 120);
  }

  @Test
  void paddingCentresThePatchOnAVoxelAtTheBorder() throws InterruptedException {
    // Only the first voxel is a structure; the patch of 4 around it begins two voxels before.
    for (String type : List.of("label", "weighted")) {
      SamplerSettings plain = SamplerSettings.of(type, 1);
      assertThat(firstLabels(plain)).as(type).startsWith(1, 0, 0, 0);
      assertThat(Collections.frequency(firstLabels(plain.withPadding("constant")), 1)).isEqualTo(1);
      assertThat(firstLabels(plain.withPadding("constant")).get((2 * 4 + 2) * 4 + 2)).isEqualTo(1);
      // Mirrored about the face, the voxel is there eight times.
      assertThat(Collections.frequency(firstLabels(plain.withPadding("symmetric")), 1))
          .isEqualTo(8);
      assertThat(Collections.frequency(firstLabels(plain.withPadding("reflect")), 1)).isEqualTo(1);
      assertThat(Collections.frequency(firstLabels(plain.withPadding("edge")), 1)).isEqualTo(27);
      assertThat(Collections.frequency(firstLabels(plain.withPadding("wrap")), 1)).isEqualTo(1);
    }
  }

  private static List<Integer> firstLabels(SamplerSettings sampler) throws InterruptedException {
    List<Integer> labels = new ArrayList<>();
    try (PatchLoader loader =
        TrainingPatches.of(configuration(sampler), numbered(1, 8), 1).build()) {
      loader.start(0);
      try (Batch batch = loader.next()) {
        for (int i = 0; i < 64; i++) {
          labels.add(batch.labels().get(i));
        }
      }
    }
    return labels;
  }

  @Test
  void whatComesIntoAPatchFromOutsideOfTheVolumeIsAsDarkAsItsCorners() throws InterruptedException {
    // 30 mm to the side leaves nothing of a volume of 8 voxels, whose values are all 3.
    AugmentationSettings away =
        new AugmentationSettings("affine", 1, Parameters.of("translation", List.of(30, 30)));
    SamplerSettings plain = SamplerSettings.of("uniform", 1);
    assertThat(valueAfter(plain, away)).isEqualTo(3);
    assertThat(valueAfter(plain.withPadding("constant"), away)).isZero();
    assertThat(valueAfter(plain.withPadding("edge"), away)).isEqualTo(3);
  }

  private static float valueAfter(SamplerSettings sampler, AugmentationSettings augmentation)
      throws InterruptedException {
    Configuration configuration = configuration(sampler).withAugmentation(List.of(augmentation));
    List<SubjectSource> subjects = numbered(4, 8).subList(3, 4);
    try (PatchLoader loader = TrainingPatches.of(configuration, subjects, 1).build()) {
      loader.start(0);
      try (Batch batch = loader.next()) {
        return batch.images().get(21);
      }
    }
  }

  @Test
  void coloursOfOneFileAreOneImageToAugmentations() throws Exception {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      grey.setRGB(i % 16, i / 16, 0x010101 * i);
    }
    Path file = folder.resolve("grey.png");
    ImageIO.write(grey, "png", file.toFile());
    Subject tile = new Subject("t", Map.of("Channel_0", file.toString()), null, null, null, null);
    PatchLoader.Builder builder =
        PatchLoader.builder(CohortSubject.of(List.of(tile)), 3, null, 16, 16, 1)
            .augmentations(
                Augmentations.of(List.of(AugmentationSettings.of("gamma", 1)), 16, 16, 1));
    try (PatchLoader loader = builder.samplesPerVolume(1).build()) {
      loader.start(0);
      try (Batch batch = loader.next()) {
        assertThat(batch.images().get(77)).isNotEqualTo(77);
        assertThat(batch.images().get(256 + 77)).isEqualTo(batch.images().get(77));
        assertThat(batch.images().get(512 + 77)).isEqualTo(batch.images().get(77));
      }
    }
  }

  @Test
  void changingTheColoursOfAGreyImageIsAMistakeOfTheConfiguration() {
    Configuration configuration =
        configuration(SamplerSettings.of("uniform", 1))
            .withAugmentation(List.of(AugmentationSettings.of("hed_transform", 1)));
    try (PatchLoader loader = TrainingPatches.of(configuration, numbered(1, 8), 1).build()) {
      loader.start(0);
      assertThatThrownBy(loader::next)
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining("the images have 1 channel(s)")
          .hasMessageContaining("data_augmentation, hed_transform");
    }
  }
}
