package io.bactrian.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.data.PatchSizes;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.model.ConfiguredSummary;
import io.bactrian.learning.model.ModelCard;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.learning.model.WeightFiles;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.targets.VoxelTargets;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains one fold from the first epoch, or from where a stopped training of the same configuration,
 * fold and data left off, to the last; in float32 either gives the same weights bit by bit on one
 * machine. A finished training is answered from its folder.
 */
public final class TrainingRun {
  /** Below the folder of the training: the layers of the network. */
  public static final String SUMMARY = "summary.txt";

  /** Below the folder of the training: patches of the first epoch. */
  public static final String PATCHES = "training_patches";

  private final Configuration configuration;
  private final Fold fold;
  private final TrainingFolder folder;
  private final TrainingListener listener;
  private final int channels;
  private final String landmarks;
  private final TrainingHistory history;
  private KeptPredictions kept;

  private TrainingRun(
      Configuration configuration, Fold fold, TrainingFolder folder, TrainingListener listener) {
    this.configuration = configuration;
    this.fold = fold;
    this.folder = folder;
    this.listener = listener;
    this.channels = configuration.model().channels();
    this.landmarks = landmarks(fold);
    this.history = new TrainingHistory(configuration);
  }

  /** As the general form, going on with whatever the folder holds of this training. */
  public static TrainedModel run(
      Configuration configuration, Fold fold, Path modelFolder, TrainingListener listener) {
    return run(configuration, fold, modelFolder, listener, false);
  }

  /**
   * Trains, or goes on training, or answers at once.
   *
   * @param fold with processed images, on which no further preprocessing is done
   * @param modelFolder of this training; afterwards it has {@code best} and {@code latest}, {@code
   *     curves.csv} and {@code curves.png}
   * @param reset whether an earlier training in the folder is to be forgotten
   * @return the best model
   * @throws io.bactrian.learning.ModelException when the folder holds another training
   * @throws TrainingException when the loss is not finite any more
   * @throws io.bactrian.safety.UserMistakeException of another kind for a configuration, cohort or
   *     image that cannot be used
   */
  public static TrainedModel run(
      Configuration configuration,
      Fold fold,
      Path modelFolder,
      TrainingListener listener,
      boolean reset) {
    if (fold.trainingIds().isEmpty()) {
      throw new CohortException(
          "The fold has no subjects to train on",
          "testing fold " + fold.testing() + ", validation fold " + fold.validation(),
          "at least one training subject",
          "use fewer folds in nested_training, or more subjects");
    }
    Configuration complete = withChannels(configuration, fold);
    // Before the folder belongs to what cannot be learned.
    ImageTask.of(complete, fold);
    PatchSizes.check(complete, fold.trainingSubjects());
    RunIdentity identity = RunIdentity.of(complete, fold);
    try (TrainingFolder folder = TrainingFolder.open(modelFolder, identity, reset)) {
      if (folder.finished() == null) {
        Configuration found = Finders.complete(complete, fold, folder.path(), listener);
        new TrainingRun(found, fold, folder, listener).train();
      }
      return new TrainedModel(
          folder.best().toString(), fold, TrainingHistory.scores(complete, folder.finished()));
    }
  }

  /**
   * What of a configuration changes the model: all its keys but those that only change how fast it
   * is trained or what is scored, by name.
   */
  public static SortedMap<String, String> options(Configuration configuration) {
    return new TreeMap<>(RunIdentity.options(configuration));
  }

  private static Configuration withChannels(Configuration configuration, Fold fold) {
    int wanted = configuration.model().channels();
    int channels = 0;
    Subject first = fold.trainingSubjects().get(0);
    for (String file : first.images()) {
      channels += ImageReader.readChannels(Path.of(file)).size();
    }
    if (wanted > 0 && wanted != channels) {
      throw new ConfigurationException(
          "num_channels is " + wanted + ", but the images have " + channels + " channels",
          "subject " + first.id() + ", the first that is trained on",
          "model.num_channels: " + channels + ", or none: the images tell it",
          "correct num_channels, or the columns of images in the table");
    }
    return configuration.withModel(configuration.model().withChannels(channels));
  }

  /** Read before all epochs: the file is in a store that may be cleaned. */
  private static String landmarks(Fold fold) {
    try {
      return fold.landmarks() == null ? null : Files.readString(Path.of(fold.landmarks()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + fold.landmarks(), e);
    }
  }

  private void train() {
    EngineThread.prepare();
    try (ExitGuard guard = new ExitGuard()) {
      train(guard);
    }
  }

  private void train(ExitGuard guard) {
    ImageTask task = ImageTask.of(configuration, fold);
    if (!task.unseen().isEmpty()) {
      listener.unseen(task.unseen());
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Loss loss = task.loss();
        PatchLoader loader = task.loader()) {
      Network network = network(configuration, manager, listener);
      summarize(network);
      try (Trainer trainer = new Trainer(configuration, network, loss)) {
        resume(trainer);
        if (configuration.aids().saveTraining()) {
          Path patches = folder.path().resolve(PATCHES);
          trainer.keepPatches(new PatchKeeper(patches, configuration.model().voxelLabels()));
        }
        Validation validation = task.validation(network, loss);
        if (configuration.training().saveOutput() && validation instanceof Validator volumes) {
          kept = new KeptPredictions(folder.path(), VoxelTargets.regions(configuration.model()));
          volumes.keep(kept);
        }
        epochs(trainer, loader, validation, network, guard);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The training was interrupted", e);
    }
  }

  /** In its first state: by the seed, or with the weights that the configuration names. */
  static Network network(
      Configuration configuration, NDManager manager, TrainingListener listener) {
    ModelSettings model = configuration.model();
    Network network =
        Architectures.create(configuration, model.channels(), model.problem().perImage());
    network.checkPatchSize(configuration.training().patchSize());
    network.initialize(manager, configuration.training().seed());
    WeightFiles.initialize(network, configuration).forEach(listener::remark);
    return network;
  }

  private void summarize(Network network) {
    if (configuration.aids().printSummary()) {
      String text = ConfiguredSummary.of(configuration, network);
      AtomicFiles.writeText(folder.path().resolve(SUMMARY), text);
      listener.summary(text);
    }
  }

  private void resume(Trainer trainer) {
    Optional<Checkpoint> checkpoint = Checkpoint.last(folder.path());
    if (checkpoint.isPresent()) {
      try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
        trainer.restore(checkpoint.get().state(scope));
      }
      for (EpochResult result : checkpoint.get().results()) {
        history.add(result);
        trainer.validated(validatedLoss(result));
      }
    }
  }

  private void epochs(
      Trainer trainer, PatchLoader loader, Validation validator, Network network, ExitGuard guard)
      throws InterruptedException {
    int epochs = configuration.training().epochs();
    String precision =
        network.precision().label()
            + (trainer.devices() == 1 ? "" : " on " + trainer.devices() + " devices");
    listener.started(history.epochs(), epochs, loader.batches(), precision);
    if (history.epochs() > 0) {
      listener.resumed(history.best());
    }
    while (history.epochs() < epochs && !history.outOfPatience()) {
      int epoch = history.epochs();
      listener.epochStarted(epoch + 1, epochs, loader.batches());
      EpochResult result = epoch(epoch, trainer, loader, validator, guard);
      history.add(result);
      trainer.validated(validatedLoss(result));
      store(trainer, network, result);
      listener.epochFinished(result);
    }
    EpochResult best = history.best();
    folder.finish(best);
    listener.finished(best);
  }

  /** Without validation subjects, the loss of the training stands in. */
  private static double validatedLoss(EpochResult result) {
    double loss = result.validationLoss();
    return Double.isNaN(loss) ? result.trainingLoss() : loss;
  }

  private EpochResult epoch(
      int epoch, Trainer trainer, PatchLoader loader, Validation validator, ExitGuard guard)
      throws InterruptedException {
    long waited = loader.waitedNanos();
    long start = System.nanoTime();
    Trainer.Epoch trained =
        trainer.train(
            loader,
            epoch,
            (batch, loss, rate) -> listener.batch(epoch + 1, batch, loader.batches(), loss, rate));
    long trainedAt = System.nanoTime();
    List<Integer> unseen = trainer.seen().missing(configuration.model().voxelLabels());
    if (epoch == 0 && !unseen.isEmpty()) {
      listener.unseen(unseen);
    }
    Validation.Result[] validated = new Validation.Result[1];
    trainer.withFinalWeights(
        () ->
            validated[0] =
                validator.run(
                    subject -> listener.validation(epoch + 1, subject, validator.subjects())));
    if (validator.subjects() > 0 && Double.isNaN(validated[0].loss())) {
      // The last step has broken the weights: they must not become the checkpoint.
      throw Trainer.notFinite("loss of the validation", epoch + 1, "after its last batch");
    }
    double score = history.score(validated[0]);
    return new EpochResult(
        epoch + 1,
        trained.learningRate(),
        trained.loss(),
        validated[0].loss(),
        validated[0].dice(),
        score,
        history.improves(score),
        (trainedAt - start) / 1e9,
        (System.nanoTime() - trainedAt) / 1e9,
        (loader.waitedNanos() - waited) / 1e9,
        validated[0].metrics());
  }

  /** The models before the checkpoint: a training killed in between does this epoch once more. */
  private void store(Trainer trainer, Network network, EpochResult result) {
    if (kept != null) {
      kept.end(result.best());
    }
    trainer.withFinalWeights(
        () -> {
          if (result.best()) {
            writeModel(ModelFolder.BEST, network.arrays(), result);
          }
          writeModel(ModelFolder.LATEST, network.arrays(), result);
          if (configuration.model().saveEveryEpoch()) {
            writeModel("epoch-" + result.epoch(), network.arrays(), result);
          }
        });
    Curves.write(folder.path(), history.results(), configuration.model().classList());
    Checkpoint.save(folder.path(), trainer.state(), history.results());
  }

  private void writeModel(String name, Map<String, NDArray> weights, EpochResult result) {
    ModelCard card =
        ModelCard.of(
            configuration,
            fold,
            result.epoch(),
            TrainingHistory.scores(configuration, result),
            history.seconds());
    folder.replaceModel(
        name, target -> ModelFolder.write(target, configuration, card, weights, landmarks));
  }
}
