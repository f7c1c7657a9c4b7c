package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of routes before they run. */
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

  @Test
  void everyMistakeIsNamedAtOnceWithItsPlace() throws IOException {
    Path route =
        Files.writeString(
            folder.resolve("broken.camel.yaml"),
            """
            - parameters:
                data: {type: file, description: Table of subjects}
            - routeConfiguration:
                id: subjects
            - route:
                id: main
                routeConfigurationId: subject
                autoStartup: maybe
                from:
                  uri: "ingest:csv"
                  parameters:
                    file: "{{dta}}"
                    fiel: x.csv
                  steps:
                    - split:
                        simple: "${body.subjects}"
                        paralelProcessing: true
                        steps:
                          - to: "harmonize:resampel?spacing=1"
                          - to: "harmonize:resize?spacing=1&interpolation=cubic"
                          - to: "normalise:zscore?work={{work}}"
                          - to:
                              uri: normalize:zscore
                              parameters:
                                onlyMasked: perhaps
                                lowPercentile: 5
                    - setBdy:
                        simple: "${body}"
                    - to: "direct:foldd"
                    - to: "train:unet?attempts=many"
                    - split:
                        steps: []
            - route:
                from:
                  uri: "direct:fold"
                  steps:
                    log: "${body}"
            """);
    Run run = Run.of("validate", route.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors().replace(folder + "/", ""))
        .isEqualTo(
            """
            The route has 17 mistakes
              where:    broken.camel.yaml:7:27: there is no routeConfiguration subject; did you mean subjects?
                        broken.camel.yaml:8:18: autoStartup cannot be "maybe"; expected true or false
                        broken.camel.yaml:12:16: {{dta}} is not declared in the parameters of the route and has no default; did you mean data? one of data, failed, work
                        broken.camel.yaml:13:9: ingest:csv has no option fiel; did you mean file?
                        broken.camel.yaml:17:13: split has no key paralelProcessing; did you mean parallelProcessing?
                        broken.camel.yaml:19:32: harmonize has no operation resampel; did you mean resample? one of align, canonical, centercrop, config, crop, crop-zero-planes, pad, pad-or-crop, resample, resample-min, resize
                        broken.camel.yaml:20:39: harmonize:resize does not take the option spacing: Millimetres along x, y, z, such as 1,1,1; 0 keeps the spacing of an axis. (resample, resample-min)
                        broken.camel.yaml:20:63: the option interpolation of harmonize:resize cannot be "cubic"; expected one of bspline, linear, nearest
                        broken.camel.yaml:21:22: there is no component normalise; did you mean normalize?
                        broken.camel.yaml:25:33: the option onlyMasked of normalize:zscore cannot be "perhaps"; expected true or false
                        broken.camel.yaml:26:21: normalize:zscore does not take the option lowPercentile: Percentile that becomes min. (rescale)
                        broken.camel.yaml:27:11: there is no step setBdy; did you mean setBody?
                        broken.camel.yaml:29:16: no route starts with direct:foldd; did you mean direct:fold?
                        broken.camel.yaml:30:16: train:unet lacks the option output
                        broken.camel.yaml:30:36: the option attempts of train cannot be "many"; expected a whole number
                        broken.camel.yaml:32:13: split lacks an expression, such as simple: "${body}"
                        broken.camel.yaml:37:9: steps must be a list; begin each item with -
              expected: what Camel and its components know; docs/routes.md shows how routes are written
              to mend:  correct the lines
            """);
    Run started = Run.of("run", route.toString(), "-P", "data=" + route);
    assertThat(started.code()).isEqualTo(2);
    assertThat(started.errors()).isEqualTo(run.errors());
  }

  @Test
  void aTextThatIsNotYamlIsNamedWithItsPlace() throws IOException {
    Path route = Files.writeString(folder.resolve("a.camel.yaml"), "- route:\n    id: [a\n");
    Run run = Run.of("validate", route.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("The route is not YAML", "a.camel.yaml:3:1");
  }

  @Test
  void stockRoutesShowTheirParametersAndRefuseOthers() {
    assertThat(Run.printed("run", "train", "--help"))
        .contains("config           GaNDLF-style configuration (file; required)")
        .contains("reset            Whether an earlier training there is forgotten (boolean;");
    assertThat(Run.printed("run", "infer", "--help"))
        .contains("only             The failed.csv of an earlier run, to take its subjects");
    Run run = Run.of("run", "train", "-P", "outputs=x", "-P", "machine.cpus=2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors())
        .contains("outputs is not known; did you mean output?")
        .contains("config is missing (an existing file)")
        .doesNotContain("reset is missing", "machine");
  }

  @Test
  void stockRoutesHaveAProfileForClusters() {
    for (String route : List.of("train", "infer", "evaluate", "preprocess")) {
      assertThat(Run.of("validate", "../routes/" + route + ".camel.yaml").code()).isZero();
      assertThat(Run.printed("run", route, "--help"))
          .contains("Profile cluster (-profile cluster):", "  step.attempts    7");
      assertThat(RouteSource.find(route).takes().settings("cluster", Map.of("step.attempts", "9")))
          .containsEntry("step.attempts", "9")
          .containsEntry("step.backoff", "5s")
          .containsEntry("log.format", "json");
    }
  }

  @Test
  void aSettingThatDoesNotExistIsNamedWithTheNearest() throws IOException {
    Path route =
        Files.writeString(
            folder.resolve("own.camel.yaml"),
            """
            - parameters:
                data: {type: file, description: Table of subjects}
            - profiles:
                cluster: {nromalize.memory: 2g, spacing: 1, log.format: xml}
            - route:
                from:
                  uri: "ingest:csv?file={{data}}"
                  steps:
                    - to: "split:kfold?folds=2"
            """);
    Run wrong = Run.of("validate", route.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors())
        .contains(
            "in the profile cluster nromalize.memory is not known; did you mean normalize.memory?")
        .contains("in the profile cluster spacing is not known")
        .contains("in the profile cluster log.format cannot be \"xml\", but text or json");
    Run train =
        Run.of(
            "train",
            "-c",
            "c.yaml",
            "-i",
            "d.csv",
            "-m",
            "m",
            "-profile",
            "clutser",
            "-P",
            "step.attempt=3");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.errors())
        .contains("there is no profile clutser; did you mean cluster?")
        .contains("step.attempt is not known; did you mean step.attempts?")
        .doesNotContain("\tat ");
  }
}
