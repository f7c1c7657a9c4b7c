package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table in docs/formats.md says what is true. */
class FormatsTableTest {
  /** Tests run in the folder of their module. */
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private static Map<String, String[]> rows() throws IOException {
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/formats.md"))) {
      String[] cells = line.split("\\|");
      if (cells.length == 8 && !cells[1].isBlank() && !cells[1].contains("---")) {
        rows.put(cells[1].strip(), cells);
      }
    }
    rows.remove("format");
    return rows;
  }

  @Test
  void eachFormatHasARow() throws IOException {
    List<String> names = ImageFormats.all().stream().map(ImageFormat::name).distinct().toList();
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void whatIsWrittenIsTold() throws IOException {
    Map<String, String[]> rows = rows();
    for (ImageFormat format : ImageFormats.all()) {
      String written = rows.get(format.name())[3];
      assertThat(written.strip().equals("no"))
          .as(format.name())
          .isEqualTo(format.endings().isEmpty());
      format.endings().forEach(ending -> assertThat(written).contains("`" + ending + "`"));
    }
  }

  @Test
  void eachRowPointsAtATestThatIsThere() throws IOException {
    for (String[] row : rows().values()) {
      for (String test : row[7].strip().split(", ")) {
        try (var files = Files.walk(ROOT.resolve("processors/imaging/src/test/java"))) {
          assertThat(files.anyMatch(file -> file.endsWith(test + ".java"))).as(test).isTrue();
        }
      }
    }
  }
}
