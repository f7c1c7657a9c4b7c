package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import io.bactrian.learning.targets.Targets;
import io.bactrian.learning.targets.VoxelTargets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trained model ready to predict: its network, and how a window slides. Its methods may be called
 * from several threads; each uses all processors.
 */
public final class Predictor implements AutoCloseable {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final ModelFolder model;
  private final Configuration configuration;
  private final Network network;
  private final SlidingWindow window;

  private Predictor(ModelFolder model, Configuration configuration) {
    this.model = model;
    this.configuration = configuration;
    EngineThread.prepare();
    window = SlidingWindow.of(configuration);
    network = Architectures.create(configuration, configuration.model().channels(), perImage());
    network.initialize(manager, 0);
    load();
  }

  /**
   * Opens a model as it was validated.
   *
   * @param folder of the model, or of the training whose best model it is
   * @throws io.bactrian.safety.MissingFileException when there is no model
   * @throws ModelException when it cannot be read
   */
  public static Predictor open(Path folder) {
    ModelFolder model = ModelFolder.open(folder);
    return new Predictor(model, model.configuration());
  }

  /**
   * Opens a model for use under a configuration: its inference settings and precision hold, what
   * the model is comes from the folder.
   *
   * @throws ModelException when the configuration is for other channels, classes or another network
   *     than the model
   */
  public static Predictor open(Path folder, Configuration wanted) {
    ModelFolder model = ModelFolder.open(folder);
    ModelMatch.check(model, wanted);
    Configuration configuration = model.configuration();
    return new Predictor(
        model,
        configuration
            .withInference(wanted.inference())
            .withModel(configuration.model().withPrecision(wanted.model().precision())));
  }

  private boolean perImage() {
    return configuration.model().problem().perImage();
  }

  private void load() {
    try (NDManager scope = manager.newSubManager()) {
      Map<String, NDArray> stored = model.weights(scope);
      List<NDArray> targets = new ArrayList<>();
      List<NDArray> sources = new ArrayList<>();
      network
          .arrays()
          .forEach(
              (name, array) -> {
                NDArray source = stored.get(name);
                if (source == null || !source.getShape().equals(array.getShape())) {
                  throw ModelMatch.missing(model.folder(), name, array.getShape(), source);
                }
                targets.add(array);
                sources.add(source);
              });
      TrainingOperators.copy(targets, sources);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  public ModelFolder model() {
    return model;
  }

  /** The configuration in force: that of the model, with the inference settings asked for. */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * What the model says of a subject.
   *
   * @param channels processed as those it was trained on, on one grid
   * @return probabilities, one image for each class in the order of the class list, on that grid
   * @throws io.bactrian.imaging.ImageContentException when there are not as many channels as the
   *     model takes
   */
  public List<Image> probabilities(List<Image> channels) {
    ModelMatch.checkChannels(model, channels.size());
    EngineThread.prepare();
    WindowNetwork windows = new NetworkWindows(network, configuration.model());
    return window.predict(
        channels, configuration.model().classes(), flipped(windows), OutputMemory.limit());
  }

  /**
   * What a classification or regression says of a subject: the mean over windows and, with
   * test-time flips, mirror images.
   *
   * @param channels processed as those it was trained on, on one grid
   * @throws io.bactrian.imaging.ImageContentException when there are not as many channels as the
   *     model takes
   */
  public Outcome outcome(List<Image> channels) {
    ModelMatch.checkChannels(model, channels.size());
    EngineThread.prepare();
    WindowNetwork windows = new NetworkWindows(network, configuration.model());
    double[] means = window.mean(channels, configuration.model().classes(), flipped(windows));
    return new Targets(
            configuration.model().problem(),
            configuration.model().classList(),
            model.card().targets())
        .decode(means);
  }

  private WindowNetwork flipped(WindowNetwork windows) {
    return configuration.inference().testTimeFlips()
        ? new FlipAverage(windows, configuration.mirroredAxes())
        : windows;
  }

  /**
   * The most probable label of each voxel; of equal ones the first.
   *
   * @param probabilities as {@link #probabilities} gives them
   */
  public LabelMap labels(List<Image> probabilities) {
    float[][] values = new float[probabilities.size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = probabilities.get(c).toFloats();
    }
    int[] labels = VoxelTargets.regions(configuration.model()).mostProbableLabels(values);
    return new LabelMap(labels, probabilities.get(0).geometry());
  }

  @Override
  public void close() {
    manager.close();
  }
}
