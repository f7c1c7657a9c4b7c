package io.bactrian.learning.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With BraTS's regions: whole tumour (1, 2, 4), tumour core (1, 4), enhancing tumour (4). */
class VoxelTargetsTest {
  private static final ModelSettings TUMOUR =
      ModelSettings.of(2, "unet", List.of(1, 2, 3))
          .withFinalLayer("sigmoid")
          .withCombined(List.of(List.of(1, 2, 4), List.of(1, 4), List.of(4)));

  /** Labels 0 and 1 above 2 and 4, as places among 0, 1, 2, 4. */
  private static NDArray labels(NDManager manager) {
    return manager.create(new int[] {0, 1, 2, 3}, new Shape(1, 2, 2));
  }

  @Test
  void labelsBecomeTheClassesTheyAreIn() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray targets = VoxelTargets.of(TUMOUR, labels(manager));
      assertThat(targets.getShape()).isEqualTo(new Shape(1, 3, 2, 2));
      assertThat(targets.toFloatArray())
          .containsExactly(0, 1, 1, 1, /* core */ 0, 1, 0, 1, /* enhancing */ 0, 0, 0, 1);
      NDArray volume = manager.create(new int[] {3, 0}, new Shape(1, 1, 1, 2));
      assertThat(VoxelTargets.of(TUMOUR, volume).getShape()).isEqualTo(new Shape(1, 3, 1, 1, 2));
    }
  }

  @Test
  void exclusiveClassesStayAsTheyAre() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray labels = labels(manager);
      ModelSettings exclusive = ModelSettings.of(2, "unet", List.of(0, 1, 2, 4));
      assertThat(VoxelTargets.of(exclusive, labels)).isSameAs(labels);
    }
  }

  /**
   * Computed in NumPy 2.4 from the formulas in the Javadoc of the losses with {@code p = 1 / (1 +
   * exp(-x))}, x as below and targets as in the first test; of dcce_logits the cross-entropies are
   * summed over classes, else all is the mean over classes.
   */
  @ParameterizedTest
  @CsvSource({
    "dc, 0.489567",
    "dc_log, 0.735258",
    "dcce, 1.281502",
    "dcce_logits, 2.865373",
    "ce, 0.791935",
    "tversky, 0.489565",
    "focal, 0.363548",
    "mcc, 0.905573",
    "mse, 0.289956",
    "l1, 0.479984"
  })
  void lossesTakeClassesThatOverlap(String name, double expected) {
    LossSettings settings = new LossSettings(List.of(LossTerm.of(name)), false, List.of());
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Loss loss = Losses.create(settings, TUMOUR, null)) {
      float[] values = new float[12];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i * 7 % 12 - 5) / 3f;
      }
      NDArray logits = manager.create(values, new Shape(1, 3, 2, 2));
      float value = loss.evaluate(logits, VoxelTargets.of(TUMOUR, labels(manager))).getFloat();
      assertThat((double) value).isCloseTo(expected, within(2e-6));
    }
  }
}
