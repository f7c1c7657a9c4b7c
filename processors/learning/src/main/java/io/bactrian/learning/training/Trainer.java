package io.bactrian.learning.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.learning.data.Batch;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import io.bactrian.learning.optimizers.Gradients;
import io.bactrian.learning.optimizers.Optimizer;
import io.bactrian.learning.optimizers.Optimizers;
import io.bactrian.learning.optimizers.WeightAverage;
import io.bactrian.learning.schedules.Schedule;
import io.bactrian.learning.schedules.Schedules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the weights of a network to batches of patches. Its {@link #state} after an epoch is all
 * that the next epochs depend on, besides the configuration and the data.
 *
 * <p>To be used by one thread, on which {@link EngineThread#prepare} was called.
 */
public final class Trainer implements AutoCloseable {
  /**
   * What an epoch brought.
   *
   * @param loss mean over the batches
   * @param learningRate of the last batch
   */
  public record Epoch(double loss, double learningRate) {}

  /** Is told of each batch. */
  @FunctionalInterface
  public interface BatchListener {
    /**
     * @param batch from 1
     */
    void batch(int batch, double loss, double learningRate);
  }

  private final Configuration configuration;
  private final Network network;
  private final Replicas replicas;
  private final Gradients gradients;
  private final LossScale scale;
  private final Optimizer optimizer;
  private final List<Double> validated = new ArrayList<>();
  private final SeenClasses seen = new SeenClasses();
  private Schedule schedule;
  private final WeightAverage average;
  private PatchKeeper keeper;

  /**
   * @param network initialized
   */
  public Trainer(Configuration configuration, Network network, Loss loss) {
    this.configuration = configuration;
    this.network = network;
    replicas = new Replicas(configuration, network, loss);
    gradients = replicas.first().gradients();
    optimizer = Optimizers.create(configuration.optimizer(), replicas.first().trained());
    scale = network.precision().scalesLoss() ? new LossScale() : null;
    average = average(configuration.training().weightAveraging(), network);
  }

  private static WeightAverage average(double decay, Network network) {
    if (decay == 0) {
      return null;
    }
    Map<String, NDArray> averaged = new LinkedHashMap<>();
    for (NamedParameter parameter : network.parameters()) {
      if (parameter.floating()) {
        averaged.put(parameter.name(), parameter.array());
      }
    }
    return new WeightAverage(decay, averaged);
  }

  /**
   * Takes one step for each batch of an epoch.
   *
   * @param epoch from 0
   * @throws TrainingException when the loss is not finite any more
   * @throws InterruptedException when the thread is interrupted while it waits for patches
   */
  public Epoch train(PatchLoader loader, int epoch, BatchListener listener)
      throws InterruptedException {
    int batches = loader.batches();
    double sum = 0;
    double rate = 0;
    loader.start(epoch);
    // Dropout draws from the engine's generator; so what an epoch draws depends on these alone.
    Engine.getEngine("PyTorch")
        .setRandomSeed(Long.hashCode(31 * configuration.training().seed() + epoch));
    for (int index = 0; index < batches; index++) {
      try (Batch batch = loader.next()) {
        if (epoch == 0) {
          seen.add(batch);
          if (keeper != null) {
            keeper.keep(index + 1, batch);
          }
        }
        rate = schedule(batches).rate(epoch + (double) index / batches);
        double value = pass(batch);
        if (!Double.isFinite(value)) {
          throw notFinite("loss", epoch + 1, "batch " + (index + 1));
        }
        step(epoch, index, batches, rate);
        sum += value;
        listener.batch(index + 1, value, rate);
      }
    }
    return new Epoch(sum / batches, rate);
  }

  /**
   * One step for one batch at a given rate, outside of epochs and schedules.
   *
   * @return the loss before the step; when it is not finite no step is taken
   */
  double fit(Batch batch, double rate) {
    double value = pass(batch);
    if (Double.isFinite(value)) {
      follow(rate);
    }
    gradients.zero();
    return value;
  }

  /** The classes of the first epoch. */
  SeenClasses seen() {
    return seen;
  }

  /** Has the patches of the first epoch written. */
  void keepPatches(PatchKeeper newKeeper) {
    keeper = newKeeper;
  }

  /** The steps between two depend on how many batches an epoch has, which the loader knows. */
  private Schedule schedule(int batches) {
    if (schedule == null) {
      schedule =
          Schedules.create(
              configuration.scheduler(),
              configuration.optimizer().learningRate(),
              configuration.training().epochs(),
              batches);
      validated.forEach(schedule::validated);
    }
    return schedule;
  }

  /** Tells the loss of an epoch's validation, also of those before a restored state, in order. */
  public void validated(double value) {
    validated.add(value);
    if (schedule != null) {
      schedule.validated(value);
    }
  }

  /** Follows the mean gradient of the last batches, when there are enough or no more to come. */
  private void step(int epoch, int index, int batches, double rate) {
    TrainingSettings settings = configuration.training();
    int since = index % settings.accumulation() + 1;
    if (since < settings.accumulation() && index + 1 < batches) {
      return;
    }
    gradients.divide(since);
    follow(rate);
    gradients.zero();
    if (average != null) {
      int steps = (batches + settings.accumulation() - 1) / settings.accumulation();
      average.update((long) epoch * steps + index / settings.accumulation());
    }
  }

  /** How many share each batch. */
  int devices() {
    return replicas.count();
  }

  private double pass(Batch batch) {
    return replicas.pass(batch, scale == null ? 1 : scale.value());
  }

  /** One step along the gradients, unless those of a scaled loss are not finite. */
  private void follow(double rate) {
    if (scale == null || scale.remove(gradients.arrays())) {
      TrainingSettings settings = configuration.training();
      gradients.clip(settings.clipMode(), settings.clip());
      optimizer.step(gradients.arrays(), rate);
    }
  }

  /**
   * @param what loss, of the training or validation
   * @param epoch from 1
   */
  static TrainingException notFinite(String what, int epoch, String place) {
    return new TrainingException(
        "The " + what + " is no finite number any more",
        "epoch " + epoch + ", " + place,
        "a loss that falls",
        "lower learning_rate, set clip_grad: 1 with clip_mode: norm, or set precision: fp32;"
            + " the checkpoint of the epoch before is kept");
  }

  /** Does something with the weights that are validated and stored: their average, if any. */
  public void withFinalWeights(Runnable action) {
    if (average == null) {
      action.run();
    } else {
      average.apply(action);
    }
  }

  /** Everything that changes: weights, optimizer, averages; live arrays. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    network.arrays().forEach((name, array) -> state.put("weight/" + name, array));
    optimizer.state().forEach((name, array) -> state.put("optimizer/" + name, array));
    if (average != null) {
      state.putAll(average.state());
    }
    if (scale != null) {
      state.putAll(scale.state());
    }
    return state;
  }

  /**
   * Takes over what {@link #state} gave in a run with the same configuration.
   *
   * @throws IllegalArgumentException when an array is missing or has another shape
   */
  public void restore(Map<String, NDArray> saved) {
    List<NDArray> targets = new ArrayList<>();
    List<NDArray> sources = new ArrayList<>();
    state()
        .forEach(
            (name, array) -> {
              NDArray source = saved.get(name);
              if (source == null || !source.getShape().equals(array.getShape())) {
                throw new IllegalArgumentException("No " + name + " of " + array.getShape());
              }
              targets.add(array);
              sources.add(source);
            });
    TrainingOperators.copy(targets, sources);
  }

  @Override
  public void close() {
    optimizer.close();
    replicas.close();
    if (average != null) {
      average.close();
    }
    if (scale != null) {
      scale.close();
    }
  }
}
