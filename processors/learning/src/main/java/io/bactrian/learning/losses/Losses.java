package io.bactrian.learning.losses;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;

/** The losses by their names in the configuration. */
public final class Losses {
  private Losses() {}

  /**
   * @param voxels of each class in the training labels; used only when the loss is weighted
   * @throws ConfigurationException for a loss there is not
   */
  public static Loss create(LossSettings settings, ModelSettings model, long[] voxels) {
    boolean sigmoid = model.finalLayer().equals("sigmoid");
    float[] weights =
        settings.weighted()
            ? ClassWeights.inverseFrequency(voxels)
            : ClassWeights.equal(model.classes());
    float[] diceWeights =
        settings.includeBackground() || model.classes() == 1
            ? weights
            : ClassWeights.withoutBackground(weights);
    return switch (settings.type()) {
      case "dc" -> new SoftDice(diceWeights, sigmoid);
      case "ce" -> new CrossEntropy(weights, sigmoid);
      case "dcce" -> new DiceCrossEntropy(diceWeights, weights, sigmoid);
      default ->
          throw new ConfigurationException(
              "There is no loss '" + settings.type() + "'",
              "configuration, key loss_function",
              "dc, ce or dcce",
              "choose one of these");
    };
  }
}
