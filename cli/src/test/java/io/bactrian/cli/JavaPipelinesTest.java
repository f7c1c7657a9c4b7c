package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, and what is said about pipelines and parameters that are wrong. */
class JavaPipelinesTest {
  private static final String EXAMPLES = "../examples/java-pipelines/";
  @TempDir Path folder;

  private Run run(String route, String... properties) {
    String[] arguments = new String[2 + 2 * properties.length];
    arguments[0] = "run";
    arguments[1] = route;
    for (int i = 0; i < properties.length; i++) {
      arguments[2 + 2 * i] = "-P";
      arguments[3 + 2 * i] = properties[i];
    }
    return Run.of(arguments);
  }

  @Test
  void preprocessingWritesATableForEachSite() throws IOException {
    new TinyCohort(folder).subjects(3).write();
    Path data = folder.resolve("sites.csv");
    Files.writeString(
        data,
        "SubjectID,Channel_0,Site\na,subject0.nii.gz,X\nb,subject1.nii.gz,Y\nc,subject2.nii.gz,X\n");
    Run run =
        run(
            EXAMPLES + "SitePreprocessing.java",
            "data=" + data,
            "output=" + folder.resolve("out"),
            "work=" + folder.resolve("work"));
    assertThat(run.code()).as(run.errors()).isZero();
    assertThat(Files.readAllLines(folder.resolve("out/X.csv"))).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("out/Y.csv"))).hasSize(2);
    assertThat(Files.readAllLines(folder.resolve("out/all.csv"))).hasSize(4);
  }

  @Test
  void aProgramOfOthersIsCrossValidated() throws IOException {
    Path data = new TinyCohort(folder).subjects(3).write();
    Run run =
        run(
            EXAMPLES + "ExternalTraining.java",
            "data=" + data,
            "program=" + Path.of(EXAMPLES + "Threshold.java").toAbsolutePath().normalize(),
            "output=" + folder.resolve("out"),
            "work=" + folder.resolve("work"));
    assertThat(run.code()).as(run.errors()).isZero();
    // Inside 300, outside 100, noise 20: the threshold is near 200, five deviations from both.
    assertThat(Files.readAllLines(folder.resolve("out/scores.csv")))
        .hasSize(4)
        .filteredOn(line -> line.startsWith("subject"))
        .allSatisfy(line -> assertThat(Double.parseDouble(line.split(",")[2])).isGreaterThan(0.99));
  }

  @Test
  void compileErrorsComeWithFileAndLine() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("Wrong.java"),
            "public class Wrong extends io.bactrian.dsl.Pipeline {\n"
                + "  protected void define() {\n    subjectz(1);\n  }\n}\n");
    Run run = run(wrong.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors())
        .contains("The pipeline Wrong.java does not compile", "Wrong.java:3:5: cannot find symbol");
  }

  @Test
  void wrongParametersAreNamedAllAtOnce() {
    Run run = run(EXAMPLES + "ExternalTraining.java", "fold=3", "folds=many", "data=no.csv");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors())
        .contains("folds cannot be \"many\", but a whole number such as 4")
        .contains("fold is not known; did you mean folds?")
        .contains("data cannot be \"no.csv\", but an existing file")
        .contains("output is missing (a folder)");
  }

  @Test
  void aRouteInYamlDeclaresParametersAndProfiles() throws IOException {
    new TinyCohort(folder).subjects(2).write();
    Path route =
        Files.writeString(
            folder.resolve("own.camel.yaml"),
            """
            - parameters:
                data: {type: file, description: Table of subjects}
                mask: {values: [nonzero, positive], default: nonzero, description: Which voxels}
            - profiles:
                cluster: {mask: positive, data: %s}
            - route:
                from:
                  uri: "ingest:csv?file={{data}}"
                  steps:
                    - split:
                        simple: "${body.subjects}"
                        steps:
                          - to: "normalize:zscore?mask={{mask}}&work={{work}}"
            """
                .formatted(folder.resolve("data.csv")));
    String work = "work=" + folder.resolve("work");
    Run run = Run.of("run", route.toString(), "-profile", "cluster", "-P", work);
    assertThat(run.code()).as(run.errors()).isZero();
    Run wrong = Run.of("run", route.toString(), "--profile", "cloud", "-P", "mask=all");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors())
        .contains("there is no profile cloud; did you mean cluster?")
        .contains("mask cannot be \"all\", but one of nonzero, positive");
    assertThat(RouteSource.find(route.toString()).takes().help())
        .anySatisfy(
            line -> assertThat(line).contains("data", "Table of subjects", "file; required"))
        .anySatisfy(line -> assertThat(line).contains("nonzero|positive; default nonzero"));
  }
}
