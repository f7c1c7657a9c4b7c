package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there. */
class ReadmeTest {
  @TempDir Path folder;

  /** The indented block that starts with {@code first}. */
  private static String block(String first) throws IOException {
    String text = Files.readString(Path.of("../README.md"));
    int start = text.indexOf("    " + first);
    assertThat(start).as(first).isPositive();
    return text.substring(start)
        .lines()
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void theConfigurationCanBeRead() throws IOException {
    Path config = Files.writeString(folder.resolve("config.yaml"), block("model: {arch"));
    assertThat(Configuration.read(config).model().classList()).containsExactly(0, 1, 2);
  }

  @Test
  void theDemosConfigurationCanBeRead() {
    Configuration demo = Configuration.read(Path.of("src/main/resources/demo.yaml"));
    assertThat(demo.model().classList()).containsExactly(0, 1, 2);
  }

  @Test
  void theRouteRuns() throws IOException {
    Path data = new TinyCohort(folder).subjects(2).write();
    Path route = Files.writeString(folder.resolve("my.camel.yaml"), block("- route:"));
    Path work = folder.resolve("work");
    Run run =
        Run.of("--verbose", "run", route.toString(), "-P", "data=" + data, "-P", "work=" + work);
    assertThat(run.code()).as(run.errors()).isZero();
    assertThat(run.errors()).containsPattern("normalize:zscore +done +2 times");
  }

  @Test
  void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
    assertThat(Files.readString(Path.of("../.ci/run"))).contains("\nmvn -B verify\n");
    assertThat(block("mvn -B verify")).isEqualTo("mvn -B verify\n");
  }
}
