package io.bactrian.component.evaluate;

import io.bactrian.cohort.Prediction;
import io.bactrian.evaluation.Scores;
import io.bactrian.evaluation.report.OutcomeReport;
import io.bactrian.step.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what a classification or regression says of all subjects, and how right it is. */
final class OutcomeCollection {
  private final EvaluateEndpoint endpoint;

  OutcomeCollection(EvaluateEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * @param gathered predictions; other bodies are of subjects that failed
   * @return the scores by name; empty without targets
   */
  Map<String, Double> collect(List<?> gathered) {
    List<Integer> classes = classes(gathered);
    List<Prediction> predictions = new ArrayList<>();
    for (Object one : gathered) {
      if (one instanceof Prediction prediction && prediction.outcome() != null) {
        predictions.add(prediction);
      }
    }
    if (predictions.isEmpty()) {
      return Map.of();
    }
    Path output = endpoint.getOutput() == null ? null : Path.of(endpoint.getOutput());
    if (output != null) {
      Path table = sibling(output, "predictions.csv");
      if (replays()) {
        addEarlier(predictions, table);
      }
      OutcomeTable.write(table, predictions);
    }
    OutcomeScores scores = OutcomeScores.of(classes, predictions, endpoint.metricNames());
    if (output != null && !scores.values().isEmpty()) {
      scores.writeJson(output);
      scores.writeCsv(sibling(output, "scores.csv"));
      endpoint.progress().wrote(Progress.Result.SCORES, output);
    }
    if (endpoint.getReport() != null) {
      report(scores, predictions);
    }
    return scores.values();
  }

  private List<Integer> classes(List<?> gathered) {
    for (Object one : gathered) {
      if (one instanceof Prediction prediction
          && prediction.outcome() != null
          && !prediction.outcome().classes().isEmpty()) {
        return prediction.outcome().classes();
      }
    }
    return endpoint.classLabels();
  }

  private boolean replays() {
    return endpoint.getOnly() != null && !endpoint.getOnly().isEmpty();
  }

  private static void addEarlier(List<Prediction> predictions, Path table) {
    Set<String> replayed = new HashSet<>();
    predictions.forEach(one -> replayed.add(one.subject().id()));
    OutcomeTable.read(table).stream()
        .filter(one -> !replayed.contains(one.subject().id()))
        .forEach(predictions::add);
  }

  /** {@code scores.json} to {@code predictions.csv}, {@code testing_scores.json} likewise. */
  private static Path sibling(Path json, String name) {
    String stem = json.getFileName().toString().replaceFirst("\\.json$", "");
    String prefix = stem.replaceFirst("_?scores$", "");
    boolean own = name.equals("scores.csv");
    return json.resolveSibling(own ? stem + ".csv" : prefix.isEmpty() ? name : prefix + "_" + name);
  }

  private void report(OutcomeScores scores, List<Prediction> predictions) {
    Path file = Path.of(endpoint.getReport());
    RunReport run =
        new RunReport(
            endpoint.configuration(),
            List.of(),
            new Scores(scores.classes(), List.of(), List.of()));
    OutcomeReport.write(
        file,
        run.data(
            endpoint.getTitle(), endpoint.getModel(), endpoint.getFailed(), predictions.size()),
        scores.values(),
        scores.figures());
    endpoint.progress().wrote(Progress.Result.REPORT, file);
  }
}
