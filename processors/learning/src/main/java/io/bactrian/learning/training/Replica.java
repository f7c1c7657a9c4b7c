package io.bactrian.learning.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.data.Batch;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import io.bactrian.learning.optimizers.Gradients;
import io.bactrian.learning.targets.VoxelTargets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One copy of a network on one device, with its gradients. A step is a {@link #forward} and a
 * {@link #backward} on one thread, on which {@link EngineThread#prepare} was called.
 */
final class Replica implements AutoCloseable {
  private final Configuration configuration;
  private final Network network;
  private final Loss loss;
  private final NDManager manager;
  private final Gradients gradients;
  private NDManager scope;
  private NDArray value;

  /**
   * @param network initialized, with its parameters on {@code device}
   */
  Replica(Configuration configuration, Network network, Loss loss, Device device) {
    this.configuration = configuration;
    this.network = network;
    this.loss = loss;
    this.manager = NDManager.newBaseManager(device, "PyTorch");
    this.gradients = new Gradients(List.copyOf(trained().values()));
  }

  /** The parameters that gradients change, by name. */
  Map<String, NDArray> trained() {
    Map<String, NDArray> trained = new LinkedHashMap<>();
    for (NamedParameter parameter : network.parameters()) {
      if (parameter.trainable()) {
        trained.put(parameter.name(), parameter.array());
      }
    }
    return trained;
  }

  Network network() {
    return network;
  }

  Device device() {
    return manager.getDevice();
  }

  Gradients gradients() {
    return gradients;
  }

  /**
   * The loss of some patches of a batch, kept for {@link #backward}.
   *
   * @param from the first patch
   * @param to the one after the last
   * @return their mean loss
   */
  double forward(Batch batch, int from, int to) {
    release();
    scope = manager.newSubManager();
    NDArray images =
        scope.create(
            part(batch.imageBytes(), from, to, batch.size()),
            shape(batch.imageShape(), to - from, 2),
            DataType.FLOAT32);
    NDArray labels = labels(batch, from, to);
    List<NDArray> outputs = network.outputs(images);
    value =
        EngineThread.recording(() -> network.composition().evaluate(loss, outputs, images, labels));
    return TrainingOperators.number(value);
  }

  /**
   * Adds the gradients of the loss to those there are.
   *
   * @param factor that the loss is multiplied with before
   */
  void backward(double factor) {
    EngineThread.backward(factor == 1 ? value : EngineThread.recording(() -> value.mul(factor)));
    release();
  }

  private NDArray labels(Batch batch, int from, int to) {
    if (batch.targets() != null) {
      float[] targets = Arrays.copyOfRange(batch.targets(), from, to);
      return ImageValidator.wanted(scope, targets, configuration.model().problem());
    }
    ByteBuffer bytes = part(batch.labelBytes(), from, to, batch.size());
    NDArray labels = scope.create(bytes, shape(batch.labelShape(), to - from, 1), DataType.INT32);
    return VoxelTargets.of(configuration.model(), labels);
  }

  private static ByteBuffer part(ByteBuffer bytes, int from, int to, int of) {
    int each = bytes.limit() / of;
    return bytes.slice(from * each, (to - from) * each).order(bytes.order());
  }

  /** Of that many patches; leaves the z axis out for a 2D network. */
  private Shape shape(long[] sizes, int patches, int z) {
    boolean flat = configuration.model().dimension() == 2;
    long[] result = Arrays.copyOf(sizes, flat ? sizes.length - 1 : sizes.length);
    if (flat) {
      System.arraycopy(sizes, z + 1, result, z, result.length - z);
    }
    result[0] = patches;
    return new Shape(result);
  }

  /** Frees all arrays of a step. */
  private void release() {
    if (scope != null) {
      scope.close();
      scope = null;
    }
  }

  @Override
  public void close() {
    release();
    gradients.close();
    manager.close();
  }
}
