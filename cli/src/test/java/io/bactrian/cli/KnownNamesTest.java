package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.KnownNames;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.SchedulerSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import io.bactrian.learning.optimizers.Optimizer;
import io.bactrian.learning.optimizers.Optimizers;
import io.bactrian.learning.schedules.Schedules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the configuration knows by name is there, and no metric is there that it does not know. */
class KnownNamesTest {
  @Test
  void everyMetricOfTheConfigurationIsThereAndNoOther() {
    assertThat(Metrics.names()).isEqualTo(KnownNames.metrics());
  }

  @Test
  void everyAugmentationOfTheConfigurationIsThereAndNoOther() {
    assertThat(Augmentations.names()).containsExactlyElementsOf(KnownNames.augmentations());
    for (String name : KnownNames.augmentations()) {
      assertThat(Augmentations.of(List.of(AugmentationSettings.of(name, 1)), 8, 8, 8)).hasSize(1);
    }
  }

  @Test
  void everyArchitectureOfTheConfigurationIsThereAndNoOther() {
    assertThat(Architectures.names()).isEqualTo(KnownNames.architectures());
    TrainingSettings training = TrainingSettings.of(256, 256, 1);
    for (String name : KnownNames.architectures()) {
      ModelSettings model = ModelSettings.of(2, name, List.of(0, 1));
      Configuration configuration = Configuration.of(model, training);
      assertThat(Architectures.create(configuration, 1, false).parameters()).as(name).isNotEmpty();
    }
  }

  @Test
  void everyOptimizerLossAndScheduleOfTheConfigurationIsThere() {
    ModelSettings model = ModelSettings.of(3, "unet", List.of(0, 1));
    for (String name : KnownNames.losses()) {
      try (Loss loss = Losses.create(LossSettings.of(name), model, null)) {
        assertThat(loss).as(name).isNotNull();
      }
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.zeros(new Shape(2));
      for (String name : KnownNames.optimizers()) {
        OptimizerSettings settings = OptimizerSettings.of(name, 0.1);
        try (Optimizer optimizer = Optimizers.create(settings, Map.of("weight", weight))) {
          assertThat(optimizer.state()).as(name).isNotEmpty();
        }
      }
    }
    for (String name : KnownNames.schedulers()) {
      SchedulerSettings settings = new SchedulerSettings(name, Parameters.of("step_size", 3));
      assertThat(Schedules.create(settings, 0.1, 10, 5).rate(1)).as(name).isBetween(0.0, 1.0);
    }
  }
}
