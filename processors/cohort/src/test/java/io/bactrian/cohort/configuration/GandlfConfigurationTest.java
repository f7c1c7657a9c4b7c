package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configurations as GaNDLF 0.1.6 stores them, beside its models and in its samples: with what its
 * validation fills in, by the defaults of {@code GANDLF/configuration}.
 */
class GandlfConfigurationTest {
  @TempDir Path folder;

  private Configuration read(String model, String rest) throws IOException {
    String yaml = "model: {architecture: vgg16, dimension: 2, " + model + "}\n" + rest;
    return Configuration.read(
        Files.writeString(folder.resolve("config.yaml"), yaml + "\npatch_size: [128, 128, 1]\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: triangle, min_lr: 0.001, max_lr: 1.0, step_size: 0.0002}",
        "{type: triangle_modified, min_lr: 1.0e-06, max_lr: 0.001, max_lr_multiplier: 1.0,"
            + " step_size: 0.0002}",
        "{type: triangular, min_lr: 1.0e-06, max_lr: 0.001, gamma: 0.1, scale_mode: cycle,"
            + " cycle_momentum: false, base_momentum: 0.8, max_momentum: 0.9, step_size: 0.0002}",
        "{type: exp_range, min_lr: 1.0e-06, max_lr: null, gamma: 0.1, scale_mode: cycle,"
            + " cycle_momentum: false, base_momentum: 0.8, max_momentum: 0.9, step_size: 0.0002}",
        "{type: exponential, gamma: 0.1}",
        "{type: reduce-on-plateau, min_lr: 1.0e-06, gamma: 0.1, mode: min, factor: 0.1,"
            + " patience: 10, threshold: 0.0001, cooldown: 0, threshold_mode: rel}",
        "{type: cosineannealing, T_0: 5, T_mult: 1.0, min_lr: 0.001}",
        "{type: cosineannealinglr, T_0: 5, T_mult: 1.0, min_lr: 0.001}",
        "{type: wcs, warmup_steps: 10.0}"
      })
  void schedulersAsTheyAreStored(String scheduler) throws IOException {
    String type = scheduler.replaceAll("\\{type: ([^,]*),.*", "$1");
    Parameters stored =
        read("class_list: [0, 1]", "scheduler: " + scheduler).scheduler().parameters();
    Parameters alone = read("class_list: [0, 1]", "scheduler: " + type).scheduler().parameters();
    assertThat(stored.values().keySet()).containsAll(alone.values().keySet());
  }

  @Test
  void whatAnotherTypeUsesCountsWhenItIsNotWhatIsStored() {
    assertThatThrownBy(() -> read("class_list: [0, 1]", "scheduler: {type: plateau, gamma: 0.5}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The key gamma does not belong to the scheduler reduce_on_plateau");
  }

  @Test
  void aCosineMayEndBeforeTheTraining() throws IOException {
    assertThat(
            read("class_list: [0, 1]", "scheduler: {type: cosineannealinglr, T_max: 50}")
                .scheduler()
                .parameter("T_max", 0))
        .isEqualTo(50);
    assertThat(
            read("class_list: [0, 1]", "scheduler: {type: cosineannealinglr, T_max: 100}")
                .scheduler())
        .as("the whole training, as without the key")
        .isEqualTo(SchedulerSettings.cosine(0, 0));
  }

  /** A metric that was given with parameters is stored with them below its name once more. */
  @Test
  void metricsAsTheyAreStored() throws IOException {
    String metrics =
        """
        metrics:
          accuracy: {average: weighted, multi_class: true, mdmc_average: samplewise,
                     subset_accuracy: false, threshold: 0.5}
          f1:
            average: weighted
            f1: {average: weighted}
            multi_class: true
          iou: {iou: {reduction: sum}, reduction: elementwise_mean, threshold: 0.5}
          per_label_one_hot_accuracy: null
        """;
    assertThat(read("class_list: [0, 1, 2]", metrics).metrics())
        .isEqualTo(List.of("accuracy", "f1", "iou", "per_label_one_hot_accuracy"));
    assertThatThrownBy(() -> read("class_list: [0, 1]", "metrics: {f1: {f1: {mean: 1}}}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The key metrics.f1.f1.mean is not known");
  }

  /** The sample of diabetic foot ulcers trains logits on classes without a final layer. */
  @Test
  void classesWithoutFinalLayerAreToldByTheMetrics() throws IOException {
    String classifies =
        "metrics: [classification_accuracy]\nloss_function: cel\nweighted_loss: True";
    assertThat(read("class_list: ['0', '1', '2', '3'], final_layer: None", classifies).model())
        .satisfies(
            model -> {
              assertThat(model.problem()).isEqualTo(Problem.CLASSIFICATION);
              assertThat(model.finalLayer()).isEqualTo("none");
            });
    assertThat(read("class_list: [0, 255], final_layer: None", "metrics: [mse]").model().problem())
        .isEqualTo(Problem.REGRESSION);
  }

  /** Keys of the tutorials and of older samples. */
  @Test
  void formerKeys() throws IOException {
    assertThat(read("class_list: [0, 1], batch_norm: True", "opt: sgd").optimizer().type())
        .isEqualTo("sgd");
    assertThat(
            read("class_list: [0, 1]", "opt: {type: sgd, momentum: 0.5}")
                .optimizer()
                .options()
                .number("momentum", 0))
        .isEqualTo(0.5);
    assertThatThrownBy(() -> read("class_list: [0, 1]", "opt: sgd\noptimizer: adam"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("opt says the same as optimizer")
        .hasMessageContaining("Remove opt");
  }

  @Test
  void keysOfItsDataLoaderChangeNothing() throws IOException {
    assertThat(
            read("class_list: [0, 1]", "num_workers_dataloader: 4\nprefetch_factor_dataloader: 2"))
        .isEqualTo(read("class_list: [0, 1]", ""));
  }

  @Test
  void augmentationsAsTheyAreStored() throws IOException {
    String augmentations =
        """
        data_augmentation:
          default_probability: 0.5
          swap: {patch_size: [13, 13, 0], num_iterations: 100, probability: 0.5}
          elastic: {patch_size: [13, 13, 0], probability: 0.5}
          blur: {std: null, probability: 0.5}
          rotate_90: {axis: [1, 2, 3], probability: 0.5}
          anisotropic: {axis: [0, 1, 2], downsampling: 1.5, probability: 0.5}
        """;
    List<AugmentationSettings> read = read("class_list: [0, 1]", augmentations).augmentation();
    assertThat(read.get(0).parameters())
        .isEqualTo(new Parameters(Map.of("patch_size", List.of(13, 13, 0), "num_iterations", 100)));
    assertThat(read.get(2).parameters()).isEqualTo(Parameters.NONE);
    assertThat(read).allMatch(one -> one.probability() == 0.5).hasSize(5);
  }
}
