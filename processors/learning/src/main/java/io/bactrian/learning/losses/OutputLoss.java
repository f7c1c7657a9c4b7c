package io.bactrian.learning.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.List;

/** A loss on what the network gives out after its final layer: a method of {@code training.py}. */
abstract class OutputLoss implements Loss {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final String finalLayer;
  private final String method;
  private final NDArray[] constants;

  /**
   * @param finalLayer {@code softmax}, {@code sigmoid} or {@code none} for the logits themselves
   * @param method that takes the output, the labels, the weights and the numbers
   * @param weights of the classes; empty when the method takes none
   */
  OutputLoss(String finalLayer, String method, float[] weights, double... numbers) {
    this.finalLayer = finalLayer;
    this.method = method;
    List<NDArray> all = new ArrayList<>();
    if (weights.length > 0) {
      all.add(manager.create(weights));
    }
    for (double number : numbers) {
      all.add(manager.create((float) number));
    }
    this.constants = all.toArray(new NDArray[0]);
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray labels) {
    NDArray[] arguments = new NDArray[constants.length + 2];
    arguments[0] = finalLayer.equals("none") ? logits : TrainingOperators.loss(finalLayer, logits);
    arguments[1] = labels;
    System.arraycopy(constants, 0, arguments, 2, constants.length);
    return TrainingOperators.loss(method, arguments);
  }

  @Override
  public void close() {
    manager.close();
  }
}
