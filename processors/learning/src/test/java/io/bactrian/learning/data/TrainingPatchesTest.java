package io.bactrian.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.MissingFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Configuration sampler = configuration(SamplerSettings.of("weighted", 1));
    assertThatThrownBy(() -> TrainingPatches.of(sampler, none, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no patch sampler weighted");
    Configuration padding = configuration(SamplerSettings.of("label", 1).withPadding("wrap"));
    assertThatThrownBy(() -> TrainingPatches.of(padding, none, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no padding mode wrap")
        .hasMessageContaining("constant, edge, symmetric or reflect");
  }
}
