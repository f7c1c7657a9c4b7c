package io.bactrian.learning.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompositionsTest {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray array(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats, shape);
  }

  /**
   * Two by two voxels, one of them of class 1. Fine: even odds, so log 2. Coarse: one voxel with
   * three quarters of class 0 and one of class 1; with odds of 3 to 1 its entropy, 0.562335.
   */
  @Test
  void coarseOutputsAreComparedWithTheSharesOfTheClasses() {
    NDArray fine = manager.zeros(new Shape(1, 2, 2, 2));
    NDArray coarse = array(new Shape(1, 2, 1, 1), Math.log(3), 0);
    NDArray labels = manager.create(new int[] {0, 0, 1, 0}, new Shape(1, 2, 2));
    ModelSettings model = ModelSettings.of(2, "deepunet", List.of(0, 1));
    try (Loss loss = Losses.create(LossSettings.of("cel"), model, null)) {
      NDArray value =
          new DeepSupervision(List.of(0.5, 0.25))
              .evaluate(loss, List.of(fine, coarse), fine, labels);
      assertThat((double) value.getFloat())
          .isCloseTo(0.5 * Math.log(2) + 0.25 * 0.562335, within(1e-6));
    }
    try (Loss loss = Losses.create(LossSettings.of("dcce"), model, null)) {
      // Soft Dice of the coarse voxel: 2 p t / (p + t) is 3/4 and 1/4, so their mean loss is 1/2.
      NDArray value =
          new DeepSupervision(List.of(0.0, 1.0))
              .evaluate(loss, List.of(fine, coarse), fine, labels);
      assertThat((double) value.getFloat()).isCloseTo(0.5 + 0.562335, within(1e-4));
    }
  }

  @Test
  void theWeightsAreGandlfsForFourOutputsAndHalveForOthers() {
    assertThat(DeepSupervision.of(4).weights()).containsExactly(0.5, 0.25, 0.175, 0.075);
    assertThat(DeepSupervision.of(2).weights()).containsExactly(2.0 / 3, 1.0 / 3);
    assertThat(DeepSupervision.halving(4).weights())
        .containsExactly(8.0 / 15, 4.0 / 15, 2.0 / 15, 1.0 / 15);
  }

  /**
   * 10 log 2 of the segmentation; a reconstruction that is off by 0.5; a divergence of -0.5 (1 + 0
   * - 4 - 1) = 2, times 0.01; means off by 1 and 3, so (1 + 9) / 2 = 5: factors (2, 0) found again
   * as (1, 3).
   */
  @Test
  void disentanglementAddsReconstructionDivergenceAndCycle() {
    NDArray logits = manager.zeros(new Shape(1, 2, 1, 2));
    NDArray labels = manager.create(new int[] {0, 1}, new Shape(1, 1, 2));
    NDArray images = array(new Shape(1, 2, 1, 2), 1, 2, 9, 9);
    NDArray reconstruction = array(new Shape(1, 1, 1, 2), 0.5, 2.5);
    NDArray means = array(new Shape(1, 2), 2, 0);
    NDArray logarithms = manager.zeros(new Shape(1, 2));
    NDArray again = array(new Shape(1, 2), 1, 3);
    ModelSettings model = ModelSettings.of(2, "sdnet", List.of(0, 1));
    try (Loss loss = Losses.create(LossSettings.of("cel"), model, null)) {
      NDArray value =
          new Disentanglement()
              .evaluate(
                  loss, List.of(logits, reconstruction, means, logarithms, again), images, labels);
      assertThat((double) value.getFloat())
          .isCloseTo(10 * Math.log(2) + 0.5 + 0.02 + 5, within(1e-5));
    }
  }
}
