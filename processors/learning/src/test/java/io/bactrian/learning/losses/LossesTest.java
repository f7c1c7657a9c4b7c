package io.bactrian.learning.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References: PyTorch 2.13, float32, from the formulas in the Javadoc of the losses. */
class LossesTest {
  private static final float[] LOGITS = {
    0.5f, -1, 2, 0.25f, 1.5f, 0, -0.5f, 1, -0.75f, 0.3f, 0.1f, -2, //
    0, 1, -1, 0.5f, 0.2f, -0.2f, 0.7f, 0.9f, 1.1f, -1.3f, 0.4f, 0.6f
  };
  private static final int[] LABELS = {0, 1, 2, 2, 1, 0, 0, 2};
  private static final float[] EQUAL = ClassWeights.equal(3);
  private static final float[] FOREGROUND = {0, 0.5f, 0.5f};
  private static final float[] WEIGHTS = {0.2f, 0.3f, 0.5f};

  /**
   * @param value of the loss
   * @param gradients of the first four logits, then the sum of the magnitudes of all
   */
  private static void check(Loss loss, double value, double... gradients) {
    try (loss;
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits = manager.create(LOGITS, new Shape(2, 3, 2, 2));
      logits.setRequiresGradient(true);
      NDArray labels = manager.create(LABELS, new Shape(2, 2, 2));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray result = loss.evaluate(logits, labels);
        assertThat(result.getShape()).isEqualTo(new Shape());
        assertThat((double) result.getFloat()).isCloseTo(value, within(1e-6));
        collector.backward(result);
      }
      float[] found = logits.getGradient().toFloatArray();
      double sum = 0;
      for (float gradient : found) {
        sum += Math.abs(gradient);
      }
      for (int i = 0; i < 4; i++) {
        assertThat((double) found[i]).isCloseTo(gradients[i], within(1e-6));
      }
      assertThat(sum).isCloseTo(gradients[4], within(1e-5));
    }
  }

  @Test
  void softDiceMatchesPyTorch() {
    check(
        new SoftDice(EQUAL, false),
        0.7394435405731201,
        -0.0204147,
        0.0073505,
        0.014205,
        0.0026474,
        0.306416452);
    check(
        new SoftDice(FOREGROUND, false),
        0.792084276676178,
        -0.0041614,
        0.0073251,
        0.0164791,
        -0.002796,
        0.312563479);
    check(
        new SoftDice(EQUAL, true),
        0.624675989151001,
        -0.0164387,
        0.0038246,
        0.0020424,
        0.0047879,
        0.190809652);
  }

  @Test
  void crossEntropyMatchesPyTorch() {
    check(
        new CrossEntropy(EQUAL, false),
        1.6551365852355957,
        -0.0937873,
        0.0169203,
        0.1014896,
        0.038791,
        1.469674230);
    check(
        new CrossEntropy(WEIGHTS, false),
        1.8170851469039917,
        -0.0555777,
        0.0150403,
        0.1503549,
        0.0574681,
        1.538631201);
    check(
        new CrossEntropy(EQUAL, true),
        0.9061612486839294,
        -0.0157309,
        0.0112059,
        0.0366999,
        0.023424,
        0.545253992);
    check(
        new CrossEntropy(WEIGHTS, true),
        0.9024056196212769,
        -0.0094385,
        0.0067235,
        0.0220199,
        0.0140544,
        0.542293131);
  }

  @Test
  void theirSumMatchesPyTorch() {
    check(
        new DiceCrossEntropy(FOREGROUND, EQUAL, false),
        2.447220802307129,
        -0.0979487,
        0.0242454,
        0.1179687,
        0.035995,
        1.776104450);
    check(
        new DiceCrossEntropy(EQUAL, EQUAL, true),
        1.5308372974395752,
        -0.0321696,
        0.0150305,
        0.0387423,
        0.0282119,
        0.736063659);
  }

  /** One voxel of each class, all probabilities 1/2: I = 1/2, P = T = 1, so Dice = 1/2. */
  @Test
  void softDiceOfEvenOddsIsOneHalf() {
    try (Loss loss = new SoftDice(ClassWeights.equal(2), false);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits = manager.zeros(new Shape(1, 2, 1, 1, 2));
      NDArray labels = manager.create(new int[] {0, 1}, new Shape(1, 1, 1, 2));
      assertThat(loss.evaluate(logits, labels).getFloat()).isCloseTo(0.5f, within(1e-5f));
    }
  }

  /** Certain and right: the loss vanishes, also for a class that does not occur. */
  @Test
  void perfectPredictionsCostNothing() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits =
          manager.create(new float[] {100, -100, -100, 100, -1000, -1000}, new Shape(1, 3, 1, 2));
      NDArray labels = manager.create(new int[] {0, 1}, new Shape(1, 1, 2));
      for (String type :
          List.of("dc", "ce", "dcce", "cel", "dc_log", "tversky", "focal", "dc_focal")) {
        LossSettings settings = LossSettings.of(type);
        ModelSettings model = ModelSettings.of(2, "unet", List.of(0, 1, 2));
        try (Loss loss = Losses.create(settings, model, null)) {
          assertThat(loss.evaluate(logits, labels).getFloat()).isCloseTo(0, within(1e-5f));
        }
      }
    }
  }

  @Test
  void weightsAreTheInverseOfFrequency() {
    assertThat(ClassWeights.inverseFrequency(new long[] {80, 20, 0}))
        .containsExactly(0.2f, 0.8f, 0f);
    assertThat(ClassWeights.withoutBackground(new float[] {0.5f, 0.125f, 0.375f}))
        .containsExactly(0f, 0.25f, 0.75f);
  }

  @Test
  void anUnknownLossIsNamed() {
    ModelSettings model = ModelSettings.of(3, "unet", List.of(0, 1));
    assertThatThrownBy(() -> Losses.create(LossSettings.of("dcc"), model, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no loss 'dcc'")
        .hasMessageContaining("docs/configuration.md");
  }
}
