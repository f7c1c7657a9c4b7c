package io.bactrian.cohort;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes tables of subjects that {@link CohortReader} and GaNDLF read. */
public final class CohortWriter {
  private CohortWriter() {}

  /**
   * Writes a cohort; the table appears whole or not at all. Paths below its folder are written
   * relative to it, so that the folder can be moved; others as they are. A column is written for
   * every channel, attribute, label or target that some subject has.
   */
  public static void write(Path csv, Cohort cohort) {
    write(csv, cohort, false);
  }

  /**
   * As {@link #write(Path, Cohort)}.
   *
   * @param relative whether paths beside and above the table's folder are relative to it, too
   */
  public static void write(Path csv, Cohort cohort, boolean relative) {
    Set<String> channels = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    boolean labels = false;
    boolean targets = false;
    for (Subject subject : cohort.subjects()) {
      channels.addAll(subject.channels().keySet());
      attributes.addAll(subject.attributes().keySet());
      labels |= subject.label() != null;
      targets |= subject.target() != null;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("SubjectID"));
    header.addAll(channels);
    if (labels) {
      header.add("Label");
    }
    if (targets) {
      header.add("ValueToPredict");
    }
    header.addAll(attributes);
    rows.add(header);
    Path folder = csv.toAbsolutePath().normalize().getParent();
    for (Subject subject : cohort.subjects()) {
      List<String> row = new ArrayList<>(List.of(subject.id()));
      channels.forEach(name -> row.add(path(folder, subject.channels().get(name), relative)));
      if (labels) {
        row.add(path(folder, subject.label(), relative));
      }
      if (targets) {
        row.add(subject.target() == null ? "" : subject.target().toString());
      }
      attributes.forEach(name -> row.add(subject.attributes().getOrDefault(name, "")));
      rows.add(row);
    }
    writeRows(csv, rows);
  }

  /** Writes {@code failed.csv}: the subjects that were left out, the step and the reason. */
  public static void writeFailures(Path csv, List<SubjectFailure> failures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SubjectID", "Step", "Reason"));
    failures.forEach(f -> rows.add(List.of(f.subject(), f.step(), f.reason())));
    writeRows(csv, rows);
  }

  private static String path(Path folder, String file, boolean relative) {
    if (file == null) {
      return "";
    }
    Path path = Path.of(file).toAbsolutePath().normalize();
    return relative || path.startsWith(folder)
        ? folder.relativize(path).toString()
        : path.toString();
  }

  private static void writeRows(Path csv, List<List<String>> rows) {
    AtomicFiles.write(
        csv,
        out -> {
          try (var sequence =
              CsvMapper.builder()
                  .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                  .build()
                  .writer(CsvSchema.emptySchema().withLineSeparator("\n"))
                  .writeValues(out)) {
            for (List<String> row : rows) {
              sequence.write(row);
            }
          }
        });
  }
}
