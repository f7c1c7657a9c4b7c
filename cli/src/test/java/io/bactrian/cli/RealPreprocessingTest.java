package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key of data_preprocessing from a configuration and every operation from a route, on MRI,
 * DICOM and microscopy.
 */
class RealPreprocessingTest {
  private static final Path SHARED = Path.of(System.getProperty("bactrian.shared", "."));

  /** Keys for images of one channel; sizes fit all three images. */
  private static final List<String> STEPS =
      List.of(
          "to_canonical: ",
          "resample: {resolution: [1.5, 1.5, 1.5]}",
          "resample_min: {resolution: [0.7, 0.7, 0.7]}",
          "resize_image: {size: [30, 32, 20]}",
          "resize_patch: {size: [30, 32, 20]}",
          "crop: [2, 1, 0]",
          "centercrop: [20, 24, 20]",
          "pad: {border: [4, 2, 0], padding_mode: edge}",
          "pad_or_crop: {size: [40, 40, 40], value: -1}",
          "crop_external_zero_planes: ",
          "align: ",
          "threshold: {min: 10, max: 75}",
          "clip: {min: 10}",
          "rescale: {percentiles: [1, 99]}",
          "histogram_matching: ",
          "histogram_equalization: ",
          "adaptive_histogram_equalization: {radius: 2}",
          "equalize: ",
          "clahe: ",
          "n4: ",
          "normalize: ",
          "normalize_by_val: {mean: [0.5], std: [0.25]}",
          "normalize_standardize: ",
          "normalize_div_by_255: ",
          "normalize_positive: ",
          "normalize_nonZero: ",
          "normalize_nonZero_masked: ");

  /** Keys that need colours, several subjects or slides, with the tests that have these. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "rgba2rgb", // NormalizeTest of components/normalize, as the next two
          "rgb2rgba",
          "normalize_imagenet",
          "nyul", // NyulTest
          "stain_normalization", // not yet
          "stain_normalizer");

  /** Options of the operations in docs/preprocessing.md that cannot do without. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("resample", "spacing=1.5,1.5,1.5"),
          Map.entry("resample-min", "spacing=0.7,0.7,0.7"),
          Map.entry("resize", "size=30,32,20"),
          Map.entry("crop", "border=2,1,0"),
          Map.entry("centercrop", "size=20,24,20"),
          Map.entry("pad-or-crop", "size=40,40,40"),
          Map.entry("pad", "border=4,2,0"),
          Map.entry("clip", "min=10"),
          Map.entry("threshold", "min=10&max=75"),
          Map.entry("by-val", "mean=0.5&std=0.25"),
          Map.entry("adaptive-histogram-equalization", "radius=2"));

  /** Of configurations, colours and cohorts: tests of their own, see {@link #ELSEWHERE}. */
  private static final Set<String> OTHER_BODIES =
      Set.of("config", "rgba2rgb", "rgb2rgba", "imagenet", "nyul");

  @TempDir Path folder;

  /** Below shared/data: MRI, DICOM, microscopy. */
  static List<String> images() {
    return List.of(
        "hippocampus/images/hippocampus_001.nii.gz",
        "dicom/study1/HippoCrop",
        "membrane/images/0.png");
  }

  private static String key(String step) {
    return step.substring(0, step.indexOf(':'));
  }

  @Test
  void noKeyOfTheDocumentationIsForgotten() throws IOException {
    Set<String> keys = new TreeSet<>(ELSEWHERE);
    STEPS.forEach(step -> keys.add(key(step)));
    Set<String> documented = new TreeSet<>();
    Pattern row = Pattern.compile("\\| `(\\w+)` \\|.*`data_preprocessing: \\{\\1\\b.*");
    for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
      var found = row.matcher(line);
      if (found.matches()) {
        documented.add(found.group(1));
      }
    }
    assertThat(keys).isEqualTo(documented);
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyKeyChangesRealImages(String image) throws IOException {
    Path file = SHARED.resolve(image).toAbsolutePath();
    assumeThat(file).as("shared/data/%s is not here", image).exists();
    Path data = folder.resolve("data.csv");
    List<String> rows = new ArrayList<>(List.of("SubjectID,Channel_0", "one," + file));
    Files.write(data, rows);
    boolean flat = image.endsWith(".png");
    for (int i = 0; i < STEPS.size(); i++) {
      String step = flat ? flattened(STEPS.get(i)) : STEPS.get(i);
      Path config = folder.resolve("config" + i + ".yaml");
      Files.writeString(
          config,
          "model: {architecture: unet, class_list: [0, 1]}\npatch_size: "
              + (flat ? "[16, 16]" : "[16, 16, 16]")
              + "\ndata_preprocessing: {"
              + step
              + "}\n");
      Path output = folder.resolve("out" + i);
      Run run =
          Run.of(
              "preprocess",
              "-c",
              config.toString(),
              "-i",
              data.toString(),
              "-o",
              output.toString(),
              "--work",
              folder.resolve("work").toString());
      assertThat(run.code()).as(step + "\n" + run.errors()).isZero();
      Cohort cohort = CohortReader.read(output.resolve("data_processed.csv"));
      float[] values =
          ImageReader.read(Path.of(cohort.subjects().get(0).images().get(0))).toFloats();
      assertThat(IntStream.range(0, values.length).allMatch(v -> Float.isFinite(values[v])))
          .as(step)
          .isTrue();
    }
  }

  /** The rows of both tables of docs/preprocessing.md: component and operation, and its tests. */
  private static Map<String, String> operations() throws IOException {
    Map<String, String> operations = new LinkedHashMap<>();
    String component = "harmonize:";
    for (String line : Files.readAllLines(Path.of("../docs/preprocessing.md"))) {
      component = line.startsWith("## Normalization") ? "normalize:" : component;
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|");
        operations.put(component + line.split("`")[1], cells[cells.length - 1]);
      }
    }
    return operations;
  }

  @Test
  void everyRowNamesTestsThatThereAre() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String part : List.of("../processors/imaging", "../components", "../cli")) {
      try (Stream<Path> files = Files.walk(Path.of(part))) {
        for (Path file : files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    operations()
        .forEach(
            (operation, tests) ->
                assertThat(Pattern.compile("[a-zA-Z0-9]{6,}").matcher(tests).results().toList())
                    .as(operation)
                    .isNotEmpty()
                    .filteredOn(name -> !Set.of("components", "normalize").contains(name.group()))
                    .allSatisfy(
                        name ->
                            assertThat(sources)
                                .containsPattern("(class |void )" + name.group() + "\\b")));
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyOperationChangesRealImagesInARoute(String image) throws Exception {
    Path file = SHARED.resolve(image).toAbsolutePath();
    assumeThat(file).as("shared/data/%s is not here", image).exists();
    Subject subject =
        new Subject("one", Map.of("Channel_0", file.toString()), null, null, null, null);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      for (String endpoint : operations().keySet()) {
        String operation = endpoint.substring(endpoint.indexOf(':') + 1);
        if (!OTHER_BODIES.contains(operation)) {
          String options = OPTIONS.getOrDefault(operation, "attempts=1");
          String uri = endpoint + "?" + options + "&work=" + folder.resolve("work");
          Subject changed = camel.createProducerTemplate().requestBody(uri, subject, Subject.class);
          float[] values = ImageReader.read(Path.of(changed.images().get(0))).toFloats();
          assertThat(IntStream.range(0, values.length).allMatch(v -> Float.isFinite(values[v])))
              .as(uri)
              .isTrue();
        }
      }
    }
  }

  /** Sizes along x and y alone. */
  private static String flattened(String step) {
    return step.replaceAll("\\[([^,\\]]+), ([^,\\]]+), [^,\\]]+\\]", "[$1, $2]");
  }
}
