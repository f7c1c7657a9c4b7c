package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Normalization.Statistics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every network of GaNDLF's default size has as many parameters as GaNDLF's module, in arrays of
 * the same names, shapes and order; see the README of the resources. No array is made.
 */
class ParameterCountsTest {
  record Row(
      String architecture,
      int dimension,
      Norm norm,
      List<Integer> patch,
      long parameters,
      int arrays,
      String sha256) {
    static Row of(String line) {
      String[] cells = line.split(",");
      return new Row(
          cells[0],
          Integer.parseInt(cells[1]),
          Norm.valueOf(cells[2].toUpperCase(Locale.ROOT)),
          Arrays.stream(cells[3].split("x")).map(Integer::valueOf).toList(),
          Long.parseLong(cells[4]),
          Integer.parseInt(cells[5]),
          cells[6]);
    }

    List<NamedParameter> network() {
      boolean pictures = architecture.matches("imagenet_vgg.*|brain_age");
      int classes = architecture.equals("brain_age") ? 1 : 2;
      ModelSettings settings =
          ModelSettings.of(dimension, architecture, IntStream.range(0, classes).boxed().toList())
              .withBaseFilters(32)
              .withDepth(architecture.equals("imagenet_unet") ? 5 : 4)
              .withNorm(norm)
              .withPrecision("fp32");
      Blueprint blueprint = new Blueprint(settings, pictures ? 3 : 1, statistics(), patch, false);
      return Architectures.create(blueprint).parameters();
    }

    /** GaNDLF's instance norm keeps running statistics; MONAI's, of dynunet, does not. */
    private Statistics statistics() {
      boolean always = architecture.matches("uinc|sdnet");
      boolean tracked = always || norm == Norm.INSTANCE && !architecture.equals("dynunet");
      return tracked ? Statistics.TRACKED_INSTANCE : Statistics.valueOf(norm.name());
    }
  }

  static Stream<Row> rows() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ParameterCountsTest.class.getResourceAsStream("parameter_counts.csv"),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(Row::of).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theNetworkHasTheParametersOfTheReference(Row row) throws Exception {
    List<NamedParameter> parameters = row.network();
    String names =
        parameters.stream()
            .map(one -> one.name() + " " + Arrays.toString(one.shape().getShape()) + "\n")
            .collect(Collectors.joining());
    long count =
        parameters.stream()
            .filter(one -> !one.name().matches(".*\\.(running_.*|num_batches_tracked)"))
            .mapToLong(one -> one.shape().size())
            .sum();
    assertThat(count).as(names).isEqualTo(row.parameters());
    assertThat(parameters).hasSize(row.arrays());
    assertThat(ImageReferenceTest.sha256(names)).as(names).startsWith(row.sha256());
  }

  @Test
  void theTableHasEveryArchitecture() throws IOException {
    assertThat(rows().map(Row::architecture).distinct())
        .containsExactlyInAnyOrderElementsOf(Architectures.names());
  }
}
