package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;

/**
 * Normalization of each channel to mean 0 and variance 1, then scaling, shifting and the leaky ReLU
 * with the slope 0.01. Shapes stay.
 */
public final class Normalization {
  /** What the mean and the variance of a channel are taken over. */
  public enum Statistics {
    /** The batch in training; running averages of that afterwards (Ioffe and Szegedy 2015). */
    BATCH,
    /** Each image, in training and afterwards (Ulyanov et al. 2016). */
    INSTANCE,
    /** Each image in training; running averages of that afterwards, as GaNDLF's instance norm. */
    TRACKED_INSTANCE,
    /** Nothing: the activation alone. */
    NONE;

    boolean tracked() {
      return this == BATCH || this == TRACKED_INSTANCE;
    }
  }

  private final Statistics statistics;
  private NamedParameter weight;
  private NamedParameter bias;
  private NamedParameter mean;
  private NamedParameter variance;
  private NamedParameter batches;

  public Normalization(ParameterList parameters, Statistics statistics, int channels) {
    this.statistics = statistics;
    if (statistics == Statistics.NONE) {
      return;
    }
    Shape shape = new Shape(channels);
    weight = parameters.add("weight", Parameter.Type.GAMMA, shape, random -> 1);
    bias = parameters.add("bias", Parameter.Type.BETA, shape, random -> 0);
    if (statistics.tracked()) {
      mean = parameters.add("running_mean", Parameter.Type.RUNNING_MEAN, shape, random -> 0);
      variance = parameters.add("running_var", Parameter.Type.RUNNING_VAR, shape, random -> 1);
      batches =
          parameters.add("num_batches_tracked", Parameter.Type.OTHER, new Shape(), random -> 0);
    }
  }

  /** Normalizes and activates. */
  public NDArray forward(NDArray image, boolean training) {
    if (statistics == Statistics.NONE) {
      return Operators.activation(image);
    }
    if (statistics == Statistics.INSTANCE) {
      return Operators.instanceNormActivation(image, weight.array(), bias.array());
    }
    NDArray[] arrays = {weight.array(), bias.array(), mean.array(), variance.array()};
    if (!training) {
      return Operators.runningNormActivation(image, arrays);
    }
    batches.array().addi(1);
    return statistics == Statistics.BATCH
        ? Operators.batchNormActivation(image, arrays)
        : Operators.trackedInstanceNormActivation(image, arrays);
  }
}
