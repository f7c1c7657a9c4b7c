package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Problem;
import io.bactrian.learning.network.Network;
import java.util.List;

/**
 * A network with its final layer, for windows with three spatial axes: a 2D network takes windows
 * of one slice.
 */
public final class NetworkWindows implements WindowNetwork {
  private final Network network;
  private final ModelSettings settings;

  public NetworkWindows(Network network, ModelSettings settings) {
    this.network = network;
    this.settings = settings;
  }

  @Override
  public NDArray probabilities(NDArray windows, List<int[]> starts) {
    return probabilities(logits(windows));
  }

  /**
   * @param windows N, C, z, y, x
   * @return N, classes, z, y, x; N, classes of a network that answers once an image
   */
  public NDArray logits(NDArray windows) {
    Shape shape = windows.getShape();
    if (settings.dimension() == 3) {
      return network.forward(windows, false);
    }
    NDArray slices = windows.reshape(shape.get(0), shape.get(1), shape.get(3), shape.get(4));
    NDArray logits = network.forward(slices, false);
    if (network.shape().perImage()) {
      return logits;
    }
    return logits.reshape(shape.get(0), settings.classes(), 1, shape.get(3), shape.get(4));
  }

  /**
   * A softmax over the classes, the number itself of a regression, or with {@code sigmoid} as final
   * layer one probability a class.
   *
   * @param logits N, classes, z, y, x
   */
  public NDArray probabilities(NDArray logits) {
    if (settings.problem() == Problem.REGRESSION) {
      return logits;
    }
    if (settings.finalLayer().equals("sigmoid")) {
      float factor = (float) settings.sigmoidInputMultiplier();
      NDArray scaled = factor == 1 ? logits : logits.mul(factor);
      return scaled.getNDArrayInternal().sigmoid();
    }
    return logits.softmax(1);
  }
}
