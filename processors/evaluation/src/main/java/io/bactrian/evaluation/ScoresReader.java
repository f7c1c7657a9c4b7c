package io.bactrian.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@link ScoresWriter#writeJson} has written. */
public final class ScoresReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ScoresReader() {}

  /**
   * The scores of the subjects in a JSON file, in its order; means are not read.
   *
   * @param classList that of the scores, background too
   * @param metrics those of the scores
   * @throws EvaluationException when the file holds other classes or metrics, or is none of scores
   * @throws UncheckedIOException when it cannot be read
   */
  public static Scores readJson(Path file, List<Integer> classList, List<String> metrics) {
    JsonNode root;
    try {
      root = JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
    Scores empty = new Scores(classList, metrics, List.of());
    List<Scores.OfSubject> subjects = new ArrayList<>();
    root.properties().stream()
        .filter(entry -> !entry.getKey().equals(ScoresWriter.SUMMARY))
        .forEach(
            entry ->
                subjects.add(
                    new Scores.OfSubject(entry.getKey(), classes(file, entry.getValue(), empty))));
    return new Scores(classList, metrics, subjects);
  }

  private static List<Scores.OfClass> classes(Path file, JsonNode subject, Scores scores) {
    List<Scores.OfClass> classes = new ArrayList<>();
    for (int label : scores.foreground()) {
      JsonNode values = subject.path(ScoresWriter.key(scores, label));
      Set<String> names = new TreeSet<>();
      values.properties().forEach(entry -> names.add(entry.getKey()));
      if (!names.equals(new TreeSet<>(scores.metrics()))) {
        throw others(file, scores, "class " + label + " with " + names);
      }
      Map<String, Double> known = new LinkedHashMap<>();
      // Undefined values are null.
      scores.metrics().forEach(m -> known.put(m, values.path(m).asDouble(Double.NaN)));
      classes.add(new Scores.OfClass(label, known));
    }
    // The mean stands beside the classes.
    if (subject.size() != classes.size() + 1) {
      throw others(file, scores, subject.size() - 1 + " classes");
    }
    return classes;
  }

  private static EvaluationException others(Path file, Scores scores, String found) {
    return new EvaluationException(
        "The scores of the earlier run are of other classes or metrics: " + found,
        file.toString(),
        "the foreground classes " + scores.foreground() + ", each with " + scores.metrics(),
        "replay with the configuration of the earlier run, or run again on all subjects");
  }
}
