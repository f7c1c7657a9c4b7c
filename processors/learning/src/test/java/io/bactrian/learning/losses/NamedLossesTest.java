package io.bactrian.learning.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The losses by their names. References: PyTorch 2.13, float32, with the formulas in the Javadoc of
 * the losses, which are GaNDLF's unless it says so.
 */
class NamedLossesTest {
  private static final float[] LOGITS = {
    0.5f, -1, 2, 0.25f, 1.5f, 0, -0.5f, 1, -0.75f, 0.3f, 0.1f, -2, //
    0, 1, -1, 0.5f, 0.2f, -0.2f, 0.7f, 0.9f, 1.1f, -1.3f, 0.4f, 0.6f
  };
  private static final int[] LABELS = {0, 1, 2, 2, 1, 0, 0, 2};
  private static final List<String> ALL =
      List.of(
          "dc",
          "dc_log",
          "dcce",
          "dcce_logits",
          "ce",
          "cel",
          "mcc",
          "mcc_log",
          "tversky",
          "focal",
          "dc_focal",
          "mse",
          "l1");
  private static final List<Double> WEIGHTS = List.of(0.2, 0.3, 0.5);

  /**
   * @param penalties weights of the classes
   * @param shift added to the logits of the right classes
   * @param expected value, gradients of the first four logits, sum of the magnitudes of all
   */
  private static void check(
      String finalLayer, List<Double> penalties, float shift, LossTerm term, double... expected) {
    check(finalLayer, new LossSettings(List.of(term), false, penalties), shift, expected);
  }

  private static void check(
      String finalLayer, LossSettings settings, float shift, double... expected) {
    double[] found = evaluate(finalLayer, settings, shift);
    assertThat(found[0]).as(settings.type()).isCloseTo(expected[0], within(1e-5));
    double sum = 0;
    for (int i = 1; i < found.length; i++) {
      sum += Math.abs(found[i]);
      if (i < 5) {
        assertThat(found[i]).as(settings.type() + i).isCloseTo(expected[i], within(2e-6));
      }
    }
    assertThat(sum).as(settings.type()).isCloseTo(expected[5], within(1e-5 * (1 + expected[5])));
  }

  /** Value and gradients. */
  private static double[] evaluate(String finalLayer, LossSettings settings, float shift) {
    return evaluate(finalLayer, settings, shift, DataType.FLOAT32);
  }

  private static double[] evaluate(
      String finalLayer, LossSettings settings, float shift, DataType type) {
    ModelSettings model = ModelSettings.of(2, "unet", List.of(0, 1, 2)).withFinalLayer(finalLayer);
    float[] values = LOGITS.clone();
    for (int i = 0; i < LABELS.length; i++) {
      values[12 * (i / 4) + 4 * LABELS[i] + i % 4] += shift;
    }
    try (Loss loss = Losses.create(settings, model, null);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits = manager.create(values, new Shape(2, 3, 2, 2)).toType(type, false);
      logits.setRequiresGradient(true);
      NDArray labels = manager.create(LABELS, new Shape(2, 2, 2));
      double[] found = new double[1 + values.length];
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray result = loss.evaluate(logits, labels);
        assertThat(result.getShape()).isEqualTo(new Shape());
        assertThat(result.getDataType()).isEqualTo(type);
        found[0] = TrainingOperators.number(result);
        collector.backward(result);
      }
      double[] gradients = logits.getGradient().toType(DataType.FLOAT64, true).toDoubleArray();
      for (int i = 0; i < gradients.length; i++) {
        found[1 + i] = gradients[i];
      }
      return found;
    }
  }

  @Test
  void logarithmOfDiceMatchesPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("dc_log"),
        1.38736260,
        -0.0603584,
        0.0266870,
        0.0700364,
        0.0058098,
        1.26732123);
    check(
        "sigmoid",
        List.of(),
        0,
        LossTerm.of("dc_log").with("include_background", false),
        1.06876874,
        0.0000000,
        0.0000000,
        0.0000000,
        0.0000000,
        0.55390090);
    check(
        "softmax",
        WEIGHTS,
        3,
        LossTerm.of("dc_log"),
        0.24847206,
        -0.0129257,
        0.0020512,
        0.0331236,
        0.0117890,
        0.36440861);
  }

  @Test
  void matthewsMatchesPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("mcc"),
        1.09558988,
        -0.0302590,
        0.0111020,
        0.0209087,
        0.0062706,
        0.46825069);
    check(
        "sigmoid",
        WEIGHTS,
        0,
        LossTerm.of("mcc"),
        1.06181073,
        -0.0152348,
        0.0076938,
        0.0041086,
        0.0096317,
        0.40042579);
    check(
        "softmax",
        WEIGHTS,
        3,
        LossTerm.of("mcc_log"),
        0.38133532,
        -0.0211194,
        0.0034819,
        0.0495149,
        0.0190347,
        0.59144413);
  }

  @Test
  void tverskyMatchesPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("tversky"),
        0.73944485,
        -0.0204147,
        0.0073505,
        0.0142050,
        0.0026474,
        0.30641708);
    check(
        "sigmoid",
        WEIGHTS,
        0,
        LossTerm.of("tversky").with("alpha", 0.3).with("beta", 0.7),
        0.59474611,
        -0.0117382,
        0.0016202,
        0.0008652,
        0.0020283,
        0.20055202);
  }

  @Test
  void binaryCrossEntropyMatchesPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("ce"),
        0.91373873,
        -0.0540474,
        0.0057144,
        0.0652441,
        0.0010972,
        0.72825623);
    check(
        "softmax",
        WEIGHTS,
        0,
        LossTerm.of("ce"),
        0.95943451,
        -0.0397449,
        0.0001115,
        0.0688686,
        0.0048666,
        0.75250649);
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("dcce").with("binary", true),
        3.48066092,
        -0.1825569,
        0.0244937,
        0.2099373,
        0.0059390,
        2.48763061);
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("dcce_logits"),
        3.45792818,
        -0.0676073,
        0.0409682,
        0.1243047,
        0.0729195,
        1.94217908);
    check(
        "softmax",
        WEIGHTS,
        0,
        LossTerm.of("dcce_logits"),
        1.66802454,
        -0.0226483,
        0.0121145,
        0.0409208,
        0.0158128,
        0.84396780);
  }

  @Test
  void focalMatchesPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("focal"),
        1.17295551,
        -0.1015569,
        0.0146279,
        0.1239954,
        0.0446899,
        1.56164479);
    check(
        "softmax",
        WEIGHTS,
        0,
        LossTerm.of("focal").with("gamma", 1.5),
        1.43498528,
        -0.0611387,
        0.0141557,
        0.1779402,
        0.0641559,
        1.66670489);
    check(
        "softmax",
        WEIGHTS,
        0,
        LossTerm.of("focal").with("size_average", false),
        10.86044407,
        -0.4874732,
        0.1053208,
        1.4879445,
        0.5362782,
        13.49591255);
    check(
        "sigmoid",
        WEIGHTS,
        0,
        LossTerm.of("focal"),
        0.41671193,
        -0.0034484,
        0.0013145,
        0.0269178,
        0.0101561,
        0.43688664);
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("dc_focal"),
        1.91240036,
        -0.1219717,
        0.0219784,
        0.1382004,
        0.0473373,
        1.86806202);
  }

  @Test
  void distancesMatchPyTorch() {
    check(
        "softmax",
        List.of(),
        0,
        LossTerm.of("mse"),
        0.31862101,
        -0.0214073,
        0.0011608,
        0.0172503,
        -0.0048085,
        0.24809682);
    check(
        "none",
        WEIGHTS,
        0,
        LossTerm.of("mse"),
        1.33721864,
        -0.0250000,
        -0.0500000,
        0.1000000,
        0.0125000,
        1.82624996);
    check(
        "sigmoid",
        List.of(),
        0,
        LossTerm.of("l1"),
        0.54525399,
        -0.0097918,
        0.0081922,
        0.0043747,
        0.0102556,
        0.21064234);
    check(
        "softmax",
        WEIGHTS,
        0,
        LossTerm.of("l1").with("reduction", "sum"),
        3.98802352,
        -0.0972480,
        0.0047338,
        0.0636067,
        -0.0132822,
        1.72345257);
    check(
        "none",
        List.of(),
        0,
        LossTerm.of("kld"),
        1.09463549,
        0.0416667,
        -0.0833333,
        0.1666667,
        0.0208333,
        1.48333335);
  }

  @Test
  void severalLossesAddUpByTheirWeights() {
    LossTerm dice = new LossTerm("dc", 0.7, Parameters.NONE);
    LossTerm tversky = new LossTerm("tversky", 2, Parameters.NONE);
    check(
        "softmax",
        LossSettings.of(dice, tversky),
        0,
        1.99650109,
        -0.0551198,
        0.0198464,
        0.0383536,
        0.0071481,
        0.82732606);
  }

  /** With certain and wrong logits the coefficient is -1: -log(0.01) and 100 times what lacks. */
  @Test
  void theLogarithmGoesOnAlongItsTangent() {
    try (Loss loss =
            Losses.create(
                LossSettings.of("mcc_log"), ModelSettings.of(2, "unet", List.of(0, 1)), null);
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits = manager.create(new float[] {-50, 50, 50, -50}, new Shape(1, 2, 1, 2));
      NDArray labels = manager.create(new int[] {0, 1}, new Shape(1, 1, 2));
      assertThat((double) loss.evaluate(logits, labels).getFloat())
          .isCloseTo(-Math.log(0.01) + 101, within(1e-3));
    }
  }

  /** A focus of 0 is none, so the focal loss is the cross-entropy. */
  @Test
  void focalWithoutFocusIsCrossEntropy() {
    LossTerm focal = LossTerm.of("focal").with("gamma", 0);
    for (List<Double> weights : List.of(List.<Double>of(), WEIGHTS)) {
      LossSettings entropy = new LossSettings(List.of(LossTerm.of("cel")), false, weights);
      assertThat(evaluate("softmax", new LossSettings(List.of(focal), false, weights), 0))
          .containsExactly(evaluate("softmax", entropy, 0), within(1e-6));
    }
  }

  /** 1 - sigmoid(2 * 0.5). */
  @Test
  void theSigmoidsMultiplierIsInTheLoss() {
    ModelSettings plain = ModelSettings.of(2, "unet", List.of(1)).withFinalLayer("sigmoid");
    ModelSettings model =
        new ModelSettings(
            plain.dimension(),
            plain.architecture(),
            plain.baseFilters(),
            plain.depth(),
            plain.norm(),
            plain.classList(),
            plain.channels(),
            plain.finalLayer(),
            plain.precision(),
            2,
            null,
            false,
            0,
            plain.options());
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Loss loss = Losses.create(LossSettings.of("l1"), model, null)) {
      NDArray logit = manager.create(new float[] {0.5f}, new Shape(1, 1, 1, 1));
      NDArray target = manager.create(new float[] {1}, new Shape(1, 1, 1, 1));
      assertThat((double) loss.evaluate(logit, target).getFloat())
          .isCloseTo(1 - 1 / (1 + Math.exp(-1)), within(1e-6));
    }
  }

  /** Labels of the shape of the output are targets: (1 + 4) / 2 and (1 + 2) / 2. */
  @Test
  void distancesTakeNumbersAsTargets() {
    ModelSettings model = ModelSettings.of(3, "unet", List.of(0)).withFinalLayer("none");
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Loss squared = Losses.create(LossSettings.of("mse"), model, null);
        Loss absolute = Losses.create(LossSettings.of("l1"), model, null)) {
      NDArray output = manager.create(new float[] {3, 5}, new Shape(2, 1));
      NDArray target = manager.create(new float[] {4, 3}, new Shape(2, 1));
      assertThat(squared.evaluate(output, target).getFloat()).isEqualTo(2.5f);
      assertThat(absolute.evaluate(output, target).getFloat()).isEqualTo(1.5f);
    }
  }

  @Test
  void allOfThemTakeFloat64Logits() {
    for (String name : ALL) {
      for (String layer : List.of("softmax", "sigmoid")) {
        LossSettings settings = new LossSettings(List.of(LossTerm.of(name)), false, WEIGHTS);
        double[] single = evaluate(layer, settings, 1);
        double[] wide = evaluate(layer, settings, 1, DataType.FLOAT64);
        assertThat(wide).as(name + " " + layer).containsExactly(single, within(1e-5));
      }
    }
  }
}
