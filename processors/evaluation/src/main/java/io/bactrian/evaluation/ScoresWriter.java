package io.bactrian.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scores as files. Undefined values (NaN) are empty in CSV and null in JSON. */
public final class ScoresWriter {
  /** Key of the means in JSON, beside the subjects. */
  static final String SUMMARY = "summary";

  private ScoresWriter() {}

  /** One row a subject and class: {@code SubjectID,Class}, then a column a metric. */
  public static void writeCsv(Path file, Scores scores) {
    CsvSchema.Builder schema =
        CsvSchema.builder().addColumn("SubjectID").addColumn("Class").setUseHeader(true);
    scores.metrics().forEach(schema::addColumn);
    List<List<String>> rows = new ArrayList<>();
    for (Scores.OfSubject subject : scores.subjects()) {
      for (Scores.OfClass ofClass : subject.classes()) {
        List<String> row = new ArrayList<>();
        row.add(subject.subject());
        row.add(Integer.toString(ofClass.label()));
        for (String metric : scores.metrics()) {
          double value = ofClass.values().getOrDefault(metric, Double.NaN);
          row.add(Double.isNaN(value) ? "" : Double.toString(value));
        }
        rows.add(row);
      }
    }
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    AtomicFiles.write(file, out -> mapper.writer(schema.build()).writeValue(out, rows));
  }

  /**
   * The structure of GaNDLF's generate-metrics, subject by class index by metric, with {@code mean}
   * over the foreground classes beside the classes and {@code summary} beside the subjects. The
   * class index is the place in the class list; background has no entry.
   *
   * @throws EvaluationException for a subject whose id is {@code summary}
   */
  public static void writeJson(Path file, Scores scores) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    for (Scores.OfSubject subject : scores.subjects()) {
      if (subject.subject().equals(SUMMARY)) {
        throw new EvaluationException(
            "A subject is called '" + SUMMARY + "', as is the entry for the means",
            file.toString(),
            "any other subject id",
            "rename the subject, or write the scores as CSV");
      }
      ObjectNode node = root.putObject(subject.subject());
      for (Scores.OfClass ofClass : subject.classes()) {
        ObjectNode values = node.putObject(key(scores, ofClass.label()));
        scores.metrics().forEach(m -> put(values, m, ofClass.values().get(m)));
      }
      ObjectNode mean = node.putObject("mean");
      scores.metrics().forEach(m -> put(mean, m, subject.mean(m)));
    }
    ObjectNode summary = root.putObject(SUMMARY);
    for (int label : scores.foreground()) {
      ObjectNode ofClass = summary.putObject(key(scores, label));
      ofClass.put("label", label);
      scores.metrics().forEach(m -> put(ofClass.putObject(m), scores.summary(label, m)));
    }
    ObjectNode mean = summary.putObject("mean");
    scores.metrics().forEach(m -> put(mean.putObject(m), scores.summary(m)));
    AtomicFiles.write(file, out -> mapper.writeValue(out, root));
  }

  /** The place of a label in the class list. */
  static String key(Scores scores, int label) {
    return Integer.toString(scores.classList().indexOf(label));
  }

  private static void put(ObjectNode node, Summary summary) {
    node.put("n", summary.n());
    put(node, "mean", summary.mean());
    put(node, "std", summary.std());
    put(node, "median", summary.median());
    put(node, "min", summary.minimum());
    put(node, "max", summary.maximum());
  }

  private static void put(ObjectNode node, String key, Double value) {
    if (value == null || value.isNaN()) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }
}
