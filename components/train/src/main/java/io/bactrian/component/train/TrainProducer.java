package io.bactrian.component.train;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.model.WeightFiles;
import io.bactrian.learning.training.TrainingListener;
import io.bactrian.learning.training.TrainingRun;
import io.bactrian.step.Progress;
import io.bactrian.step.StepProducer;
import io.bactrian.step.images.Preprocessing;
import io.bactrian.workflow.Task;
import io.bactrian.workflow.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.camel.Message;

/**
 * Takes a fold and gives the model trained on it. A training that was stopped goes on, and one that
 * is done is answered from its folder.
 */
public class TrainProducer extends StepProducer {
  private static final int VERSION = 3;

  /** What must be there, unchanged, for a training to be answered without being asked. */
  private static final List<String> OUTPUTS =
      List.of("best/weights.safetensors", "best/config.yaml", "best/model.json");

  private final TrainEndpoint endpoint;

  public TrainProducer(TrainEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    Fold fold = body(message, Fold.class);
    Configuration configuration = endpoint.training();
    requireLandmarks(configuration, fold);
    Path folder = Path.of(endpoint.getOutput()).resolve(fold.folder());
    Progress progress = endpoint.progress();
    TrainingListener listener =
        new TrainProgress(fold.folder(), configuration.training().monitor(), progress);
    TrainedModel[] trained = new TrainedModel[1];
    TaskStore.Work training =
        place ->
            trained[0] = TrainingRun.run(configuration, fold, place, listener, endpoint.isReset());
    // Said before: the report of a training that is killed shows them as far as they go.
    progress.wrote(Progress.Result.CURVES, folder.resolve("curves.csv"));
    if (endpoint.isReset() && Files.exists(folder.resolve(OUTPUTS.get(0)))) {
      // Asked for again although it is stored: what is there no longer counts.
      deleteModel(folder);
    }
    runAt(message, fold.folder(), task(configuration, fold), folder, outputs(fold), training);
    if (trained[0] == null) {
      trained[0] = TrainingRun.run(configuration, fold, folder, listener);
    }
    return trained[0];
  }

  private static List<String> outputs(Fold fold) {
    List<String> outputs = new ArrayList<>(OUTPUTS);
    if (fold.landmarks() != null) {
      outputs.add("best/nyul.json");
    }
    return outputs;
  }

  /** Without the step nyul a route would train on other images than the configuration says. */
  private void requireLandmarks(Configuration configuration, Fold fold) {
    if (fold.landmarks() == null && Preprocessing.standardization(configuration) != null) {
      throw new ConfigurationException(
          "The images of the fold have not been standardized, as nyul in data_preprocessing says",
          "the route that uses " + endpoint.step(),
          "the step normalize:nyul between split:kfold and " + endpoint.step(),
          "write normalize:nyul?config=" + endpoint.getConfig() + " before " + endpoint.step());
    }
  }

  private static void deleteModel(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(OUTPUTS.get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot forget the training in " + folder, e);
    }
  }

  private static Task task(Configuration configuration, Fold fold) {
    List<Path> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    add("training", fold.trainingSubjects(), inputs, names);
    add("validation", fold.validationSubjects(), inputs, names);
    SortedMap<String, String> options = TrainingRun.options(configuration);
    String initial = configuration.aids().initialWeights();
    if (initial != null) {
      inputs.add(WeightFiles.file(initial));
      names.add("initial weights");
    }
    if (fold.landmarks() != null) {
      inputs.add(Path.of(fold.landmarks()));
      names.add("landmarks");
    }
    if (configuration.model().problem().perImage()) {
      options.put("targets", targets(fold));
    }
    options.put("training subjects", Integer.toString(fold.trainingSubjects().size()));
    return new Task("train", VERSION, options, inputs, names);
  }

  /** Digest of the values to predict, which are in no file of a subject. */
  private static String targets(Fold fold) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (List<Subject> part : List.of(fold.trainingSubjects(), fold.validationSubjects())) {
        part.forEach(one -> sha.update((one.target() + "\n").getBytes(StandardCharsets.UTF_8)));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Subjects are named by their place in the fold, never by their id. */
  private static void add(
      String part, List<Subject> subjects, List<Path> inputs, List<String> names) {
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      for (Map.Entry<String, String> channel : subject.channels().entrySet()) {
        inputs.add(Path.of(channel.getValue()));
        names.add(String.format("%s %04d %s", part, i + 1, channel.getKey()));
      }
      if (subject.label() != null) {
        inputs.add(Path.of(subject.label()));
        names.add(String.format("%s %04d Label", part, i + 1));
      }
    }
  }
}
