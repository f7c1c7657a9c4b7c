package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "infer",
        "evaluate",
        "preprocess",
        "construct-csv",
        "split-csv",
        "../examples/java-pipelines/SitePreprocessing.java",
        "../examples/java-pipelines/ExternalTraining.java"
      })
  void stockRoutesAndExamplesAreValid(String route) {
    Run run = Run.of("validate", route);
    assertThat(run.errors()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(Run.printed("validate", route)).isEqualTo(route + " is a valid route.\n");
  }
}
