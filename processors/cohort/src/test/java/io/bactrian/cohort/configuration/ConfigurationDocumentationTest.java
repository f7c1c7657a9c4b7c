package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/configuration.md against the code: keys, states, examples and defaults. */
class ConfigurationDocumentationTest {
  @TempDir Path folder;

  private static final String MODEL = "model: {architecture: unet, class_list: [0, 1]}\n";
  private static final String PATCH = "patch_size: [64, 64, 32]\n";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A row of a table; cells as they are written. */
  record Row(
      String section, String key, String meaning, String standard, String example, String state) {
    @Override
    public String toString() {
      return section.isEmpty() ? key : section + "." + key;
    }
  }

  static List<Row> rows() throws IOException {
    // Surefire runs in the module's folder.
    Path page = Path.of("../../docs/configuration.md");
    assertThat(page).exists();
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        section = line.substring(3).equals("Top level") ? "" : line.substring(3);
      } else if (line.startsWith("| `")) {
        String[] cells = line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1);
        assertThat(cells).as(line).hasSize(5);
        rows.add(
            new Row(
                section,
                codes(cells[0]).get(0),
                cells[1].strip(),
                cells[2].strip(),
                String.join("\n", codes(cells[3])) + "\n",
                cells[4].strip()));
      }
    }
    return rows;
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).toList();
  }

  private Configuration read(String yaml) throws IOException {
    return Configuration.read(Files.writeString(folder.resolve("config.yaml"), yaml));
  }

  /** What has to be given, unless the lines give it. */
  private static String complete(String lines) {
    return (("\n" + lines).contains("\nmodel: ") ? "" : MODEL)
        + (("\n" + lines).contains("\npatch_size: ") ? "" : PATCH)
        + lines;
  }

  @Test
  void everyKeyHasARowAndEveryRowAKey() throws IOException {
    Map<String, Map<String, String>> documented = new LinkedHashMap<>();
    for (Row row : rows()) {
      documented
          .computeIfAbsent(row.section(), section -> new LinkedHashMap<>())
          .put(row.key(), row.state());
    }
    Map<String, Map<String, String>> known = new LinkedHashMap<>();
    KnownKeys.sections()
        .forEach(
            (section, keys) -> {
              Map<String, String> states = new LinkedHashMap<>();
              keys.forEach((name, key) -> states.put(name, state(key.support())));
              known.put(section, states);
            });
    known.put("data_preprocessing", states(PreprocessingReader.names()));
    known.put("data_augmentation", states(AugmentationReader.names()));
    assertThat(documented).isEqualTo(known);
  }

  private static String state(KnownKeys.Support support) {
    return switch (support) {
      case EXISTS -> "yes";
      case IGNORED -> "ignored";
      case LATER -> "not yet";
    };
  }

  private static Map<String, String> states(Choice choice) {
    Map<String, String> states = new LinkedHashMap<>();
    choice.existing().values().forEach(name -> states.put(name, "yes"));
    choice.later().forEach(name -> states.put(name, "not yet"));
    return states;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theExampleIsReadOrRefusedAsItsStateSays(Row row) throws IOException {
    String yaml = complete(row.example());
    assertThat(row.example()).contains(row.key());
    switch (row.state()) {
      case "yes" -> assertThat(read(yaml)).isNotEqualTo(withoutKey(row));
      case "ignored" -> assertThat(read(yaml)).isEqualTo(read(MODEL + PATCH));
      default ->
          assertThatThrownBy(() -> read(yaml))
              .isInstanceOf(ConfigurationException.class)
              .hasMessageContaining("does not exist yet")
              .hasMessageContaining(row.key());
    }
  }

  /** What would be read if the example did nothing; null for the few rows that show the default. */
  private Configuration withoutKey(Row row) throws IOException {
    Set<String> shown = Set.of("model", "patch_size", "modality", "model.dimension");
    return shown.contains(row.toString()) ? null : read(MODEL + PATCH);
  }

  static List<Row> rowsWithDefault() throws IOException {
    return rows().stream().filter(row -> row.standard().startsWith("`")).toList();
  }

  @ParameterizedTest
  @MethodSource("rowsWithDefault")
  void theDefaultIsWhatIsReadWithoutTheKey(Row row) throws IOException {
    String value = row.key() + ": " + codes(row.standard()).get(0);
    String line =
        switch (row.section()) {
          case "" -> value;
          case "model" -> MODEL.replace("}\n", ", " + value + "}");
          case "optimizer" -> "optimizer: {" + typed(row, "adam") + value + "}";
          case "patch_sampler" -> "patch_sampler: {" + typed(row, "uniform") + value + "}";
          case "scheduler" -> "scheduler: {" + typed(row, "constant") + value + "}";
          default -> row.section() + ": {" + value + "}";
        };
    assertThat(read(complete(line + "\n"))).isEqualTo(read(MODEL + PATCH));
  }

  private static String typed(Row row, String type) {
    return row.key().equals("type") ? "" : "type: " + type + ", ";
  }

  @Test
  void theParametersOfEveryStepAreNamed() throws IOException {
    for (Row row : rows()) {
      Map<String, List<String>> keys =
          row.section().equals("data_preprocessing")
              ? PreprocessingReader.keys()
              : row.section().equals("data_augmentation") ? AugmentationReader.keys() : Map.of();
      for (String key : keys.getOrDefault(row.key(), List.of())) {
        // Sizes and borders stand alone, too.
        if (!List.of("size", "border").contains(key)) {
          assertThat(row.meaning() + row.example()).as(row.toString()).contains(key);
        }
      }
    }
  }

  /** The file at the head of the page is complete. */
  @Test
  void theFirstExampleIsAConfiguration() throws IOException {
    String page = Files.readString(Path.of("../../docs/configuration.md"));
    Matcher block = Pattern.compile("(?m)(?:^    .*\\n)+").matcher(page);
    assertThat(block.find()).isTrue();
    Configuration configuration = read(block.group().replaceAll("(?m)^    ", ""));
    assertThat(configuration.preprocessing()).hasSize(2);
    assertThat(configuration.augmentation()).hasSize(2);
  }

  @Test
  void theChoicesAreNamed() throws IOException {
    Map<String, Row> byKey =
        rows().stream()
            .collect(Collectors.toMap(Row::toString, row -> row, (a, b) -> a, LinkedHashMap::new));
    ConfigurationReader.choices()
        .forEach(
            (key, choice) -> {
              for (String name : new LinkedHashSet<>(choice.existing().values())) {
                assertThat(byKey.get(key).meaning().toLowerCase(Locale.ROOT))
                    .as(key)
                    .contains(name);
              }
            });
  }
}
