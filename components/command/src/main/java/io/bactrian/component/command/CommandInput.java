package io.bactrian.component.command;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortWriter;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a command works on: which files it reads, what its placeholders mean, what it gives. */
interface CommandInput {
  /** The id of the subject, or the name of the fold. */
  String name();

  /** Files whose content the result depends on, in an order that matters. */
  List<Path> files();

  /** What else the result depends on. */
  default Map<String, String> options() {
    return Map.of();
  }

  /** Placeholders that are values, not files. */
  default Map<String, String> values() {
    return Map.of();
  }

  /** Writes what the command shall find in its folder. */
  default void prepare(Path folder) {}

  /** The values of all placeholders. */
  Map<String, List<String>> placeholders(Path folder);

  /** The record after the command. */
  Object result(Path folder, List<Output> outputs);

  static CommandInput of(String step, Object body) {
    if (body instanceof Fold fold) {
      return new OfFold(fold);
    }
    if (body instanceof Prediction prediction) {
      return new OfPrediction(step, prediction);
    }
    return new OfSubject((Subject) body);
  }

  /** A subject: its images, its label, its id and attributes. */
  record OfSubject(Subject subject) implements CommandInput {
    @Override
    public String name() {
      return subject.id();
    }

    @Override
    public List<Path> files() {
      List<Path> files = new ArrayList<>(subject.images().stream().map(Path::of).toList());
      if (subject.label() != null) {
        files.add(Path.of(subject.label()));
      }
      return files;
    }

    @Override
    public Map<String, String> options() {
      return Map.of("channels", String.join(",", subject.channels().keySet()));
    }

    @Override
    public Map<String, String> values() {
      Map<String, String> values = new TreeMap<>(subject.attributes());
      values.put("id", subject.id());
      return values;
    }

    @Override
    public Map<String, List<String>> placeholders(Path folder) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      values().forEach((name, value) -> all.put(name, List.of(value)));
      subject.channels().forEach((name, file) -> all.put(name, List.of(absolute(file))));
      all.put("images", subject.images().stream().map(CommandInput::absolute).toList());
      if (subject.label() != null) {
        all.put("label", List.of(absolute(subject.label())));
      }
      return all;
    }

    @Override
    public Object result(Path folder, List<Output> outputs) {
      Map<String, String> channels = new LinkedHashMap<>(subject.channels());
      String label = subject.label();
      for (Output output : outputs) {
        String file = folder.resolve(output.file()).toString();
        if (output.role().equalsIgnoreCase("label")) {
          label = file;
        } else if (!output.role().isEmpty()) {
          channels.put(output.role(), file);
        }
      }
      return subject.withFiles(channels, label);
    }
  }

  /** A fold: tables of its subjects for training and validation; those for testing stay hidden. */
  record OfFold(Fold fold) implements CommandInput {
    @Override
    public String name() {
      return fold.folder();
    }

    @Override
    public List<Path> files() {
      return Stream.of(fold.trainingSubjects(), fold.validationSubjects())
          .flatMap(List::stream)
          .flatMap(subject -> new OfSubject(subject).files().stream())
          .toList();
    }

    @Override
    public Map<String, String> options() {
      return Map.of(
          "training",
          Integer.toString(fold.trainingIds().size()),
          "validation",
          Integer.toString(fold.validationIds().size()));
    }

    @Override
    public void prepare(Path folder) {
      CohortWriter.write(folder.resolve("training.csv"), new Cohort(fold.trainingSubjects()));
      CohortWriter.write(folder.resolve("validation.csv"), new Cohort(fold.validationSubjects()));
    }

    @Override
    public Map<String, List<String>> placeholders(Path folder) {
      return Map.of(
          "training", List.of(folder.resolve("training.csv").toString()),
          "validation", List.of(folder.resolve("validation.csv").toString()));
    }

    @Override
    public Object result(Path folder, List<Output> outputs) {
      return new TrainedModel(folder.toString(), fold, Map.of());
    }
  }

  /** A pending prediction: the images of its subject, never the label, and the model's folder. */
  record OfPrediction(String step, Prediction prediction) implements CommandInput {
    private static final String MODEL = "model";

    @Override
    public String name() {
      return prediction.subject().id();
    }

    @Override
    public List<Path> files() {
      List<Path> files =
          new ArrayList<>(prediction.subject().images().stream().map(Path::of).toList());
      try (Stream<Path> model = Files.walk(Path.of(prediction.models().get(0)))) {
        // The record of the task that made the model names times and hosts.
        model
            .filter(Files::isRegularFile)
            .filter(file -> !file.endsWith("task.json"))
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the model of " + step, e);
      }
      return files;
    }

    @Override
    public Map<String, String> values() {
      return new OfSubject(prediction.subject()).values();
    }

    @Override
    public Map<String, List<String>> placeholders(Path folder) {
      Map<String, List<String>> all =
          new LinkedHashMap<>(new OfSubject(prediction.subject()).placeholders(folder));
      all.remove("label");
      all.put(MODEL, List.of(absolute(prediction.models().get(0))));
      return all;
    }

    @Override
    public Object result(Path folder, List<Output> outputs) {
      String probabilities = null;
      String labelMap = null;
      for (Output output : outputs) {
        String file = folder.resolve(output.file()).toString();
        switch (output.role()) {
          case "probabilities" -> probabilities = file;
          case "prediction" -> labelMap = file;
          default -> {
            // Kept, but nothing of a prediction.
          }
        }
      }
      return new Prediction(prediction.subject(), prediction.models(), probabilities, labelMap);
    }
  }

  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().toString();
  }
}
