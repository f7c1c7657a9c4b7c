package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;

/**
 * Normalization of each channel to mean 0 and variance 1, then scaling, shifting and an activation:
 * the leaky ReLU with the slope 0.01 if nothing else is said. Shapes stay.
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
    /** Each image, in training and afterwards, without scaling and shifting. */
    BARE_INSTANCE,
    /** Nothing: the activation alone. */
    NONE;

    boolean tracked() {
      return this == BATCH || this == TRACKED_INSTANCE;
    }
  }

  private final Statistics statistics;
  private final Activation activation;
  private NamedParameter weight;
  private NamedParameter bias;
  private NamedParameter mean;
  private NamedParameter variance;
  private NamedParameter batches;

  public Normalization(ParameterList parameters, Statistics statistics, int channels) {
    this(parameters, statistics, channels, Activation.LEAKY_RELU);
  }

  public Normalization(
      ParameterList parameters, Statistics statistics, int channels, Activation activation) {
    this.statistics = statistics;
    this.activation = activation;
    if (statistics == Statistics.NONE || statistics == Statistics.BARE_INSTANCE) {
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

  /** Normalizes and activates; the image stays open. */
  public NDArray forward(NDArray image, boolean training) {
    if (statistics == Statistics.NONE) {
      return activation.apply(image);
    }
    if (activation != Activation.LEAKY_RELU || statistics == Statistics.BARE_INSTANCE) {
      return activation.consume(normalized(image, training));
    }
    return switch (source(training)) {
      case NONE -> Operators.runningNormActivation(image, arrays());
      case INSTANCE -> Operators.instanceNormActivation(image, weight.array(), bias.array());
      case BATCH -> Operators.batchNormActivation(image, arrays());
      case TRACKED_INSTANCE -> Operators.trackedInstanceNormActivation(image, arrays());
      case BARE_INSTANCE -> throw new IllegalStateException("There is nothing to scale with");
    };
  }

  private NDArray normalized(NDArray image, boolean training) {
    return switch (source(training)) {
      case NONE -> Operators.runningNorm(image, arrays());
      case INSTANCE -> Operators.instanceNorm(image, weight.array(), bias.array());
      case BATCH -> Operators.batchNorm(image, arrays());
      case TRACKED_INSTANCE -> Operators.trackedInstanceNorm(image, arrays());
      case BARE_INSTANCE -> Operators.instanceNorm(image);
    };
  }

  /** Where this pass takes its statistics from; {@code NONE} means those that were tracked. */
  private Statistics source(boolean training) {
    if (!statistics.tracked()) {
      return statistics;
    }
    if (training) {
      batches.array().addi(1);
    }
    return training ? statistics : Statistics.NONE;
  }

  private NDArray[] arrays() {
    return new NDArray[] {weight.array(), bias.array(), mean.array(), variance.array()};
  }
}
