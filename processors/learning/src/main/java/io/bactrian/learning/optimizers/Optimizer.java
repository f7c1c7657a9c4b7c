package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/** Changes weights along their gradients. Its whole state can be saved and restored exactly. */
public interface Optimizer extends AutoCloseable {
  /**
   * Changes all parameters in place.
   *
   * @param gradients in the order of the parameters
   * @param rate learning rate of this step
   */
  void step(List<NDArray> gradients, double rate);

  /** The live state, by name: the name of the quantity, a slash, the name of the parameter. */
  Map<String, NDArray> state();

  @Override
  void close();
}
