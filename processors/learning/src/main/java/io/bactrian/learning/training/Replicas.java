package io.bactrian.learning.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.data.Batch;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineDevices;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The copies of a network on several devices that share each batch. Each has a thread of its own;
 * the gradients of all are added to those of the first, in order, so that the sum is always the
 * same.
 *
 * <p>What a batch's patches have in common is common to those of one device only: statistics of
 * batch norm, sums of a Dice loss. Running statistics are those of the first device.
 */
final class Replicas implements AutoCloseable {
  private final List<Replica> replicas = new ArrayList<>();
  private final List<ExecutorService> threads = new ArrayList<>();
  private final NDManager copies = NDManager.newBaseManager("PyTorch");

  /**
   * @param network initialized, on the engine's own device; the first copy
   */
  Replicas(Configuration configuration, Network network, Loss loss) {
    List<Device> devices = EngineDevices.of(configuration.aids().devices());
    for (Device device : devices) {
      Network copy = replicas.isEmpty() ? network : copy(configuration, network, device);
      replicas.add(new Replica(configuration, copy, loss, device));
      if (devices.size() > 1) {
        ExecutorService thread = Executors.newSingleThreadExecutor(Replicas::daemon);
        thread.execute(() -> EngineThread.prepareOneOf(devices.size()));
        threads.add(thread);
      }
    }
  }

  /** Gets its weights before each pass. */
  private Network copy(Configuration configuration, Network network, Device device) {
    Network copy =
        Architectures.create(configuration, network.shape().channels(), network.shape().perImage());
    copy.initialize(copies.newSubManager(device), 0);
    for (int i = 0; i < network.parameters().size(); i++) {
      if (!network.parameters().get(i).trainable()) {
        copy.parameters().get(i).freeze();
      }
    }
    return copy;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "bactrian-device");
    thread.setDaemon(true);
    return thread;
  }

  int count() {
    return replicas.size();
  }

  /** That whose weights are the model, and to which all gradients come. */
  Replica first() {
    return replicas.get(0);
  }

  /**
   * Adds the gradients of a batch's mean loss to those there are.
   *
   * @param scale that the loss is multiplied with for {@code backward} alone
   * @return the loss; when it is not finite the gradients are of no use
   */
  double pass(Batch batch, double scale) {
    int shares = Math.min(replicas.size(), batch.size());
    if (shares == 1) {
      double value = first().forward(batch, 0, batch.size());
      first().backward(scale);
      return value;
    }
    followFirst(shares);
    double value = sideBySide(batch, scale, shares);
    for (Replica replica : replicas.subList(1, shares)) {
      TrainingOperators.gather(first().gradients().arrays(), replica.gradients().arrays());
      replica.gradients().zero();
    }
    return value;
  }

  private void followFirst(int shares) {
    List<NDArray> weights = List.copyOf(first().network().arrays().values());
    for (Replica replica : replicas.subList(1, shares)) {
      TrainingOperators.copy(List.copyOf(replica.network().arrays().values()), weights);
    }
  }

  /**
   * On one device forward passes take turns: dropout draws from the generator of the device, in an
   * order that must not depend on the threads.
   */
  private double sideBySide(Batch batch, double scale, int shares) {
    Map<Device, CompletableFuture<?>> turns = new HashMap<>();
    List<CompletableFuture<Double>> losses = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      Replica replica = replicas.get(i);
      int from = i * batch.size() / shares;
      int to = (i + 1) * batch.size() / shares;
      double part = (to - from) / (double) batch.size();
      CompletableFuture<Double> forward =
          turns
              .getOrDefault(replica.device(), CompletableFuture.completedFuture(null))
              .thenApplyAsync(done -> replica.forward(batch, from, to), threads.get(i));
      turns.put(replica.device(), forward);
      losses.add(
          forward.thenApplyAsync(
              value -> {
                replica.backward(scale * part);
                return value * part;
              },
              threads.get(i)));
    }
    try {
      // All of them, so that none computes on when one has failed.
      CompletableFuture.allOf(losses.toArray(new CompletableFuture<?>[0])).join();
      return losses.stream().mapToDouble(CompletableFuture::join).sum();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
    replicas.forEach(Replica::close);
    copies.close();
  }
}
