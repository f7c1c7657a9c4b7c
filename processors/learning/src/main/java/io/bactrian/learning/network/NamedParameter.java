package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One array of a network, under the name that its file has it by.
 *
 * @param name as PyTorch names it: modules joined by dots, for example {@code ds_0.conv0.weight}
 * @param parameter its array, once the network is initialized
 * @param initial values to start from
 * @param type float32, float64 or, for counts of batches, INT64
 */
public record NamedParameter(String name, Parameter parameter, Initial initial, DataType type) {
  /** Values to start training from. */
  @FunctionalInterface
  interface Initial {
    float next(SplittableRandom random);

    /** Normally distributed with the variance 2 / fan. */
    static Initial he(int fan) {
      double deviation = Math.sqrt(2.0 / fan);
      return random -> (float) (deviation * random.nextGaussian());
    }
  }

  /** Of {@link #type}, once the network is initialized. */
  public NDArray array() {
    return parameter.getArray();
  }

  public Shape shape() {
    return parameter.getShape();
  }

  /** Whether it holds numbers with a fraction, and no count. */
  public boolean floating() {
    return type.isFloating();
  }

  /** Whether training changes it by its gradient; running statistics follow the data instead. */
  public boolean trainable() {
    return parameter.requiresGradient();
  }

  /** Training leaves it as it is from now on. */
  public void freeze() {
    parameter.freeze(true);
  }

  /**
   * Takes over values of the same shape: into the array that is there, else into a new one in the
   * manager of {@code values}.
   */
  void assign(NDArray values) {
    if (parameter.isInitialized()) {
      TrainingOperators.copy(List.of(array()), List.of(values));
    } else {
      parameter.setShape(null);
      parameter.setArray(values.duplicate());
      // The engine takes arguments whose name has a dot for entries of a dictionary.
      array().setName(null);
      parameter.freeze(!parameter.requiresGradient());
    }
  }

  /**
   * The gradient that backward passes have left; add to it or set it to zero in place.
   *
   * @return a handle that the caller closes, in the manager of the parameter
   */
  public NDArray gradient() {
    return array().getGradient();
  }
}
