package io.bactrian.learning.training;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.data.Batch;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.NetworkSummary;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the batch size and then the learning rate of a training that leaves them open. What was
 * found is kept in {@code found.json}, so that a training that goes on goes on with the same.
 */
final class Finders {
  static final String FILE = "found.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Weights, gradients and two states of the optimizer. */
  private static final int COPIES = 4;

  /** The images between the layers, and the gradients of some. */
  private static final int PASSES = 2;

  /** Content of the file; null for what was not looked for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Found(Integer batchSize, Double learningRate) {}

  private final Configuration configuration;
  private final ImageTask task;
  private final Loss loss;

  private Finders(ImageTask task, Loss loss) {
    this.configuration = task.configuration();
    this.task = task;
    this.loss = loss;
  }

  /**
   * The configuration with what was found, now or before, in the place of what was left open.
   *
   * @param configuration with the number of channels
   * @param folder of the training
   * @param listener is told what was found
   */
  static Configuration complete(
      Configuration configuration, Fold fold, Path folder, TrainingListener listener) {
    boolean batches = configuration.aids().findBatchSize();
    boolean rates = configuration.aids().findLearningRate();
    if (!batches && !rates) {
      return configuration;
    }
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        return told(JSON.readValue(file.toFile(), Found.class), configuration, listener);
      }
      EngineThread.prepare();
      ImageTask task = ImageTask.of(configuration, fold);
      try (Loss loss = task.loss()) {
        Found found = new Finders(task, loss).find(batches, rates, folder);
        AtomicFiles.writeText(
            file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(found) + "\n");
        return told(found, configuration, listener);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write " + file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search was interrupted", e);
    }
  }

  private static Configuration told(
      Found found, Configuration configuration, TrainingListener listener) {
    if (found.batchSize() != null) {
      listener.remark("auto_batch_size_find chose batch_size: " + found.batchSize());
    }
    if (found.learningRate() != null) {
      listener.remark("auto_lr_find chose learning_rate: " + found.learningRate());
    }
    return with(configuration, found);
  }

  private Found find(boolean batches, boolean rates, Path folder) throws InterruptedException {
    Found found = new Found(batches ? batchSize(folder) : null, null);
    return rates
        ? new Found(found.batchSize(), learningRate(with(configuration, found), folder))
        : found;
  }

  /** Without the wish to find: the configuration of the model trains the same again. */
  private static Configuration with(Configuration configuration, Found found) {
    Configuration result = configuration.withAids(configuration.aids().withFinders(false, false));
    if (found.batchSize() != null) {
      result = result.withTraining(result.training().withBatchSize(found.batchSize()));
    }
    return found.learningRate() == null ? result : result.withLearningRate(found.learningRate());
  }

  private double learningRate(Configuration known, Path folder) throws InterruptedException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PatchLoader loader = task.with(known).loader();
        Trainer trainer = new Trainer(known, network(known, manager), loss)) {
      // Dropout draws from the engine's generator.
      manager.getEngine().setRandomSeed((int) known.training().seed());
      LearningRateFinder found = LearningRateFinder.run(trainer, loader);
      found.write(folder);
      return Double.parseDouble(String.format(Locale.ROOT, "%.3g", found.rate()));
    }
  }

  private int batchSize(Path folder) throws InterruptedException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network network = network(configuration, manager);
      NetworkSummary cost = NetworkSummary.of(network, configuration.training().patchSize());
      BatchSizeFinder found =
          BatchSizeFinder.run(
              COPIES * cost.parameterBytes(),
              PASSES * cost.activationBytes(),
              BatchSizeFinder.freeBytes(),
              task.patches(),
              size -> seconds(size, network));
      found.write(folder);
      return found.size();
    }
  }

  /** Of the second of two steps: the first makes the engine's kernels. */
  private double seconds(int batchSize, Network network) throws InterruptedException {
    Configuration tried =
        configuration.withTraining(configuration.training().withBatchSize(batchSize));
    try (PatchLoader loader = task.with(tried).loader();
        Trainer trainer = new Trainer(tried, network, loss)) {
      long start = 0;
      for (int step = 0; step < 2; step++) {
        loader.start(step);
        try (Batch batch = loader.next()) {
          start = System.nanoTime();
          trainer.fit(batch, 0);
        }
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static Network network(Configuration configuration, NDManager manager) {
    return TrainingRun.network(configuration, manager, TrainingListener.NONE);
  }
}
