package io.bactrian.component.evaluate;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code predictions.csv}: SubjectID, Prediction (a number, or the label of a class), Target where
 * it is known, and the probability of each class.
 */
final class OutcomeTable {
  private static final String PROBABILITY = "Probability_";

  private OutcomeTable() {}

  static void write(Path file, List<Prediction> predictions) {
    List<Integer> classes = predictions.get(0).outcome().classes();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("SubjectID", "Prediction", "Target"));
    classes.forEach(label -> header.add(PROBABILITY + label));
    rows.add(header);
    for (Prediction prediction : predictions) {
      Double target = prediction.subject().source().target();
      List<String> row = new ArrayList<>(List.of(prediction.subject().id()));
      row.add(Outcome.text(prediction.outcome().answer()));
      row.add(target == null ? "" : Outcome.text(target));
      if (!classes.isEmpty()) {
        prediction.outcome().values().forEach(p -> row.add(Outcome.text(p)));
      }
      rows.add(row);
    }
    CsvSchema schema = CsvSchema.emptySchema().withLineSeparator("\n");
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    AtomicFiles.write(file, out -> mapper.writer(schema).writeValues(out).writeAll(rows));
  }

  /** The predictions that an earlier run has written; none without a file. */
  static List<Prediction> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    try (MappingIterator<String[]> lines =
        mapper.readerFor(String[].class).readValues(file.toFile())) {
      List<String[]> rows = lines.readAll();
      List<Integer> classes = new ArrayList<>();
      for (int i = 3; i < rows.get(0).length; i++) {
        classes.add(Integer.parseInt(rows.get(0)[i].substring(PROBABILITY.length())));
      }
      return rows.stream().skip(1).map(cells -> prediction(cells, classes)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Prediction prediction(String[] cells, List<Integer> classes) {
    Double target = cells[2].isEmpty() ? null : Double.valueOf(cells[2]);
    List<Double> values = new ArrayList<>();
    for (int i = 3; i < cells.length; i++) {
      values.add(Double.valueOf(cells[i]));
    }
    Outcome outcome =
        classes.isEmpty()
            ? Outcome.number(Double.parseDouble(cells[1]))
            : new Outcome(classes, values);
    return new Prediction(
        new Subject(cells[0], null, null, target, null, null), List.of(), outcome);
  }
}
