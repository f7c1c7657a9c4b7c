package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.configuration.KnownNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of docs/learning.md against the names that are known and the tests that there are. */
class LearningDocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A test, and after it the methods or constants that the page names. */
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`((?:,? \\w+)*)");

  private static final Map<String, String> SOURCES = new TreeMap<>();

  /** A row of a section. */
  record Row(String section, List<String> cells) {
    /** Without the other spellings, which stand in parentheses. */
    List<String> names() {
      return codes(cells.get(0).replaceAll("\\([^)]*\\)", ""));
    }
  }

  @BeforeAll
  static void readTests() throws IOException {
    for (String part : List.of("processors", "components", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
        for (Path file : files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          SOURCES.merge(name, Files.readString(file), String::concat);
        }
      }
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs/learning.md"))) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("| ") && !line.startsWith("| ---")) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        if (!cells[cells.length - 2].strip().equals("test")) {
          rows.add(new Row(section, List.of(cells).subList(1, cells.length - 1)));
        }
      }
    }
    return rows;
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(result -> result.group(1)).toList();
  }

  @ParameterizedTest
  @CsvSource({"Architectures", "Losses", "Optimizers", "Schedules", "Augmentations"})
  void everyNameHasOneRowAndEveryRowNames(String section) throws IOException {
    Set<String> known =
        switch (section) {
          case "Architectures" -> KnownNames.architectures();
          case "Losses" -> KnownNames.losses();
          case "Optimizers" -> KnownNames.optimizers();
          case "Schedules" -> KnownNames.schedulers();
          default -> KnownNames.augmentations();
        };
    List<String> documented =
        rows().stream()
            .filter(row -> row.section().equals(section))
            .flatMap(row -> row.names().stream())
            .toList();
    assertThat(documented).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(documented)).isEqualTo(new TreeSet<>(known));
  }

  @Test
  void everyRowNamesTestsThatThereAre() throws IOException {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(70);
    for (Row row : rows) {
      String tests = row.cells().get(row.cells().size() - 1).strip();
      List<MatchResult> named = TEST.matcher(tests).results().toList();
      assertThat(named).as("a test in the row %s", row).isNotEmpty();
      for (MatchResult test : named) {
        String source = SOURCES.get(test.group(1));
        assertThat(source).as("%s of the row %s", test.group(1), row).isNotNull();
        for (String member : test.group(2).split("\\W+")) {
          if (!member.isEmpty()) {
            assertThat(source)
                .as("%s of the row %s", member, row)
                .containsPattern("\\b" + member + "\\(");
          }
        }
      }
    }
  }
}
