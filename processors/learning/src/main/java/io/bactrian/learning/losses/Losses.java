package io.bactrian.learning.losses;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import io.bactrian.cohort.configuration.ModelSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The losses by their names in the configuration. */
public final class Losses {
  private final LossSettings settings;
  private final ModelSettings model;
  private final float[] weights;
  private final boolean sigmoid;

  private Losses(LossSettings settings, ModelSettings model, long[] voxels) {
    this.settings = settings;
    this.model = model;
    this.weights = ClassWeights.of(settings, model.classes(), voxels);
    this.sigmoid = model.finalLayer().equals("sigmoid");
  }

  /**
   * @param voxels of each class in the training labels; used only when the loss is weighted
   * @throws ConfigurationException for a loss there is not
   */
  public static Loss create(LossSettings settings, ModelSettings model, long[] voxels) {
    Losses losses = new Losses(settings, model, voxels);
    List<Loss> terms = new ArrayList<>();
    for (LossTerm term : settings.terms()) {
      terms.add(losses.create(term));
    }
    double[] factors = settings.terms().stream().mapToDouble(LossTerm::weight).toArray();
    double multiplier = losses.sigmoid ? model.sigmoidInputMultiplier() : 1;
    boolean plain = terms.size() == 1 && factors[0] == 1 && multiplier == 1;
    return plain ? terms.get(0) : new LossSum(terms, factors, multiplier);
  }

  private Loss create(LossTerm term) {
    float[] region = regionWeights(term);
    String output = sigmoid ? "sigmoid" : "softmax";
    boolean average = !term.options().text("reduction", "mean").equals("sum");
    return switch (term.type()) {
      case "dc" -> new SoftDice(region, sigmoid);
      case "dc_log" -> new LogDice(region, output);
      case "dcce" ->
          term.options().flag("binary", false)
              ? sum(new SoftDice(region, sigmoid), new BinaryCrossEntropy(eachOnce(), output))
              : new DiceCrossEntropy(region, weights, sigmoid);
      case "dcce_logits" -> sum(new SoftDice(region, sigmoid), new CrossEntropy(eachOnce(), true));
      case "ce" ->
          sigmoid ? new CrossEntropy(weights, true) : new BinaryCrossEntropy(weights, output);
      case "cel" -> new CrossEntropy(weights, false);
      case "mcc" -> new Matthews(region, output, false);
      case "mcc_log" -> new Matthews(region, output, true);
      case "tversky" ->
          new Tversky(
              region,
              output,
              term.options().number("alpha", 0.5),
              term.options().number("beta", 0.5));
      case "focal" -> focal(term);
      case "dc_focal" -> sum(new SoftDice(region, sigmoid), focal(term));
      case "kld" -> new GaussianDivergence(model.finalLayer());
      case "mse" -> new SquaredError(weights, model.finalLayer(), average);
      case "l1" -> new AbsoluteError(weights, model.finalLayer(), average);
      default ->
          throw new ConfigurationException(
              "There is no loss '" + term.type() + "'",
              "configuration, key loss_function",
              "one of those in docs/configuration.md, such as dcce",
              "choose one of these");
    };
  }

  private Loss focal(LossTerm term) {
    return new Focal(
        weights,
        sigmoid,
        term.options().number("gamma", 2),
        term.options().flag("size_average", true));
  }

  private static Loss sum(Loss first, Loss second) {
    return new LossSum(List.of(first, second), new double[] {1, 1}, 1);
  }

  private float[] regionWeights(LossTerm term) {
    boolean all = term.options().flag("include_background", true) || !model.hasBackground();
    return all ? weights : ClassWeights.withoutBackground(weights);
  }

  /** GaNDLF's dcce adds the cross-entropies of the classes up, unless they have weights. */
  private float[] eachOnce() {
    if (settings.weighted() || !settings.penalties().isEmpty()) {
      return weights;
    }
    float[] ones = new float[weights.length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
