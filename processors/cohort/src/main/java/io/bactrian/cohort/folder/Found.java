package io.bactrian.cohort.folder;

import io.bactrian.cohort.CohortException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one subject, by the identifier that they fit. */
final class Found {
  private final Map<FileIdentifier, TreeMap<Integer, List<Path>>> files = new LinkedHashMap<>();

  void add(FileIdentifier identifier, int fit, Path file) {
    files
        .computeIfAbsent(identifier, ignored -> new TreeMap<>())
        .computeIfAbsent(fit, ignored -> new ArrayList<>())
        .add(file);
  }

  boolean has(FileIdentifier identifier) {
    return files.containsKey(identifier);
  }

  /**
   * The file that fits best.
   *
   * @throws CohortException when there is none, or several fit alike
   */
  Path only(FileIdentifier identifier, String subject) {
    if (!has(identifier)) {
      throw new CohortException(
          "There is no file for " + identifier.role() + ": nothing fits " + identifier.text(),
          "subject " + subject,
          "one file, as other subjects have",
          "Bring the file there, or leave the subject out");
    }
    List<Path> best = files.get(identifier).firstEntry().getValue();
    if (best.size() > 1) {
      String names =
          String.join(", ", best.stream().map(p -> p.getFileName().toString()).sorted().toList());
      throw new CohortException(
          "Several files could be " + identifier.role() + ": " + names,
          "subject " + subject,
          "one file that fits " + identifier.text(),
          "Give more of the file name as identifier");
    }
    return best.get(0);
  }
}
