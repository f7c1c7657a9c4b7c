package io.bactrian.component.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Scores;
import io.bactrian.evaluation.ScoresReader;
import io.bactrian.evaluation.ScoresWriter;
import io.bactrian.evaluation.report.Report;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.step.Progress;
import io.bactrian.step.StepProducer;
import io.bactrian.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * Takes a fused prediction of a subject with a label and gives it with its scores, as an {@link
 * Assessment}; or takes the list of these and gives the {@link Scores} of all, written to files.
 */
public class EvaluateProducer extends StepProducer {
  private static final int VERSION = 1;
  private static final String FILE = "scores.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EvaluateEndpoint endpoint;
  private Evaluation evaluation;

  public EvaluateProducer(EvaluateEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    evaluation = endpoint.perImage() ? null : endpoint.evaluation();
  }

  @Override
  protected Object apply(Message message) {
    return switch (endpoint.getOperation()) {
      case "collect" -> {
        List<?> gathered = body(message, List.class);
        yield unstored(message, () -> collected(gathered));
      }
      default -> compare(message, body(message, Prediction.class));
    };
  }

  private Object collected(List<?> gathered) {
    return endpoint.perImage()
        ? new OutcomeCollection(endpoint).collect(gathered)
        : collect(gathered);
  }

  private Object compare(Message message, Prediction prediction) {
    if (endpoint.perImage()) {
      // Whole images are scored together: one alone has no accuracy and no correlation.
      return unstored(message, () -> outcome(prediction));
    }
    Subject subject = prediction.subject().source();
    if (subject.label() == null || prediction.labelMap() == null) {
      throw new EvaluationException(
          "There is no " + (subject.label() == null ? "label" : "predicted label map"),
          "subject " + subject.id(),
          "a subject with a label, and a prediction that was fused",
          "add the label to the table; in a route, put fuse before evaluate");
    }
    Scores.OfSubject scores = scores(message, subject, prediction);
    List<String> metrics = evaluation.collect(List.of(scores)).metrics();
    return new Assessment(prediction, evaluation.classList(), metrics, scores);
  }

  private static Prediction outcome(Prediction prediction) {
    if (prediction.outcome() == null) {
      throw new EvaluationException(
          "The prediction is no number",
          "subject " + prediction.subject().id(),
          "numbers under Target and Prediction, as problem_type says",
          "correct the table, or problem_type");
    }
    return prediction;
  }

  /** Kept in the store without the subject's id, since the same files give the same scores. */
  private Scores.OfSubject scores(Message message, Subject subject, Prediction prediction) {
    String metrics =
        String.join(",", evaluation.metrics().stream().map(metric -> metric.name()).toList());
    // A label map may be several files: header and voxels, slices of a series.
    List<Path> inputs = new ArrayList<>(ImageReader.files(Path.of(subject.label())));
    List<String> names = new ArrayList<>(Collections.nCopies(inputs.size(), "Label"));
    for (Path file : ImageReader.files(Path.of(prediction.labelMap()))) {
      inputs.add(file);
      names.add("prediction");
    }
    Task task = new Task("evaluate", VERSION, options(metrics), inputs, names);
    Path file =
        run(
                message,
                subject.id(),
                task,
                into -> {
                  LabelMap target = target(subject.label(), endpoint.classOfLabel());
                  LabelMap predicted = labels(prediction.labelMap());
                  Scores.OfSubject scores = evaluation.compare(subject.id(), target, predicted);
                  JSON.writeValue(
                      into.resolve(FILE).toFile(), new Scores.OfSubject("", scores.classes()));
                })
            .resolve(FILE);
    try {
      return new Scores.OfSubject(
          subject.id(), JSON.readValue(file.toFile(), Scores.OfSubject.class).classes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read stored scores", e);
    }
  }

  private TreeMap<String, String> options(String metrics) {
    TreeMap<String, String> options =
        new TreeMap<>(Map.of("classes", evaluation.classList().toString(), "metrics", metrics));
    if (!endpoint.classOfLabel().isEmpty()) {
      options.put("combined", new TreeMap<>(endpoint.classOfLabel()).toString());
    }
    if (!evaluation.regions().isExclusive()) {
      options.put("regions", evaluation.regions().classes().toString());
    }
    return options;
  }

  /** By the classes that combine labels of the file. */
  static LabelMap target(String file, Map<Integer, Integer> classOfLabel) {
    LabelMap labels = labels(file);
    return classOfLabel.isEmpty() ? labels : labels.relabelled(classOfLabel, file);
  }

  static LabelMap labels(String file) {
    return LabelMap.of(ImageReader.read(Path.of(file)), file);
  }

  private boolean isReplay() {
    return endpoint.getOnly() != null
        && !endpoint.getOnly().isEmpty()
        && endpoint.getOutput() != null
        && Files.exists(Path.of(endpoint.getOutput()));
  }

  /** The scores of an earlier run, those of the subjects that were replayed in place of theirs. */
  private Scores merged(Scores replayed) {
    Scores earlier =
        ScoresReader.readJson(
            Path.of(endpoint.getOutput()), replayed.classList(), replayed.metrics());
    List<Scores.OfSubject> subjects = new ArrayList<>(earlier.subjects());
    subjects.removeIf(scores -> replayed.subject(scores.subject()).isPresent());
    subjects.addAll(replayed.subjects());
    return new Scores(replayed.classList(), replayed.metrics(), subjects);
  }

  /**
   * Subjects that failed, or have no label, have left other bodies in the list. Without any to
   * evaluate no file is written.
   */
  private Scores collect(List<?> gathered) {
    List<Assessment> assessments =
        gathered.stream().filter(Assessment.class::isInstance).map(Assessment.class::cast).toList();
    Scores replayed = evaluation.collect(assessments.stream().map(Assessment::scores).toList());
    if (assessments.isEmpty()) {
      return replayed;
    }
    Scores all = isReplay() ? merged(replayed) : replayed;
    if (endpoint.getOutput() != null) {
      Path json = Path.of(endpoint.getOutput());
      ScoresWriter.writeJson(json, all);
      String name = json.getFileName().toString().replaceFirst("\\.json$", "");
      ScoresWriter.writeCsv(json.resolveSibling(name + ".csv"), all);
      endpoint.progress().wrote(Progress.Result.SCORES, json);
    }
    if (endpoint.getReport() != null) {
      RunReport report = new RunReport(endpoint.configuration(), assessments, all);
      Report.write(
          Path.of(endpoint.getReport()),
          report.data(endpoint.getTitle(), endpoint.getModel(), endpoint.getFailed()));
      endpoint.progress().wrote(Progress.Result.REPORT, Path.of(endpoint.getReport()));
    }
    return all;
  }
}
