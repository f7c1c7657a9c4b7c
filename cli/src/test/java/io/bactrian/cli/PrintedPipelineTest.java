package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline in Java with branches, printed as YAML, validated and run: all from the shell. */
class PrintedPipelineTest {
  private static final String BRANCHES =
      """
      import io.bactrian.cohort.Subject;
      import io.bactrian.dsl.Channel;
      import io.bactrian.dsl.Group;
      import io.bactrian.dsl.Parameter;
      import io.bactrian.dsl.Pipeline;
      import io.bactrian.dsl.Setting;
      import io.bactrian.dsl.Steps;
      import java.io.IOException;
      import java.io.UncheckedIOException;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.stream.Collectors;

      public class Branches extends Pipeline {
        @Override
        protected void define() {
          Setting data = file("data", "Table of \\"subjects\\"");
          Setting output = folder("output", "Gets a text");
          Setting mask = parameter(new Parameter("mask", Parameter.Type.TEXT, "nonzero",
              List.of("nonzero", "positive"), "Which voxels count"));
          Channel<Subject> ready = subjects(data).through(Steps.harmonize("canonical"));
          Channel<Subject> scaled = ready.through(Steps.normalize("zscore").with("mask", mask));
          Channel<Subject> copied =
              ready.through(Steps.command("copy", "cp {Channel_0} o.nii", "Channel_0=o.nii"));
          Channel<Group<String, Subject>> sites =
              scaled.groupBy(subject -> subject.attributes().get("Site"));
          Channel<String> pairs =
              scaled
                  .combine(copied, Subject::id, Subject::id)
                  .map(pair -> pair.left().id() + "="
                      + bytes(pair.left()) + "/" + bytes(pair.right()));
          Channel<String> crossed =
              sites.combine(ready.collect()).map(pair ->
                  pair.left().key() + pair.left().items().size() + " of " + pair.right().size());
          pairs.collect().combine(crossed.collect()).forEach("write", pair -> write(
              Path.of(output.get(), "out.txt"), pair.left() + "\\n" + pair.right() + "\\n"));
        }

        private static long bytes(Subject subject) {
          try {
            return Files.size(Path.of(subject.channels().get("Channel_0")));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        private static void write(Path file, String text) {
          try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      """;

  @TempDir Path folder;
  private Path java;

  @BeforeEach
  void write() throws IOException {
    new TinyCohort(folder).subjects(3).write();
    Files.writeString(
        folder.resolve("sites.csv"),
        "SubjectID,Channel_0,Site\na,subject0.nii.gz,X\nb,subject1.nii.gz,Y\nc,subject2.nii.gz,X\n");
    java = Files.writeString(folder.resolve("Branches.java"), BRANCHES);
  }

  private Run run(Path route, String output, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "run",
                    route.toString(),
                    "-P",
                    "data=" + folder.resolve("sites.csv"),
                    "-P",
                    "output=" + folder.resolve(output),
                    "--work",
                    folder.resolve("work").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void thePrintedRouteIsValidAndDoesTheSame() throws IOException {
    Run first = run(java, "java");
    assertThat(first.code()).as(first.errors()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("java/out.txt"));
    // 20 x 18 x 16 voxels: float after z-score; the copy is what harmonizing has left.
    assertThat(lines).hasSize(2).element(0).asString().matches("\\[a=(\\d+/\\d+), b=\\1, c=\\1]");
    assertThat(lines.get(1)).isEqualTo("[X2 of 3, Y1 of 3]");

    Path yaml = folder.resolve("branches.camel.yaml");
    Files.writeString(yaml, Run.printed("run", java.toString(), "--print"));
    assertThat(Run.printed("validate", yaml.toString())).contains("is a valid route.");
    assertThat(Run.printed("run", yaml.toString(), "--help"))
        .contains("data             Table of \"subjects\" (file; required)")
        .contains("mask             Which voxels count (nonzero|positive; default nonzero)");
    Run second = run(yaml, "yaml");
    assertThat(second.code()).as(second.errors()).isZero();
    assertThat(second.errors())
        .contains("harmonize:canonical  3 of 3, 3 from the store")
        .contains("normalize:zscore  3 of 3, 3 from the store")
        .contains("command:copy  3 of 3, 3 from the store");
    assertThat(folder.resolve("yaml/out.txt"))
        .hasSameTextualContentAs(folder.resolve("java/out.txt"));
    assertThat(run(yaml, "yaml", "-P", "mask=all").errors())
        .contains("mask cannot be \"all\", but one of nonzero, positive");
  }

  @Test
  void functionsThatAreNotThereAreNamed() throws IOException {
    Path yaml = folder.resolve("branches.camel.yaml");
    String printed = Run.printed("run", java.toString(), "--print");
    Files.writeString(yaml, printed.replaceAll("- functions: .*", "- functions: Gone.java"));
    Run run = run(yaml, "out");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("The pipeline does not exist", folder + "/Gone.java");
    Files.writeString(folder.resolve("Gone.java"), "public class Gone {}");
    assertThat(run(yaml, "out").errors()).contains("The file Gone.java makes no routes");
  }
}
