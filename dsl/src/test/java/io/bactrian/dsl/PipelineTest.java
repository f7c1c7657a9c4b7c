package io.bactrian.dsl;

import static io.bactrian.dsl.Steps.command;
import static io.bactrian.dsl.Steps.harmonize;
import static io.bactrian.dsl.Steps.kfold;
import static io.bactrian.dsl.Steps.normalize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.step.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six tiny subjects of two sites; one of them holds NaN. */
class PipelineTest {
  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void writeTable() throws IOException {
    Geometry grid =
        new Geometry(
            new int[] {4, 3, 2},
            new double[] {1, 1, 1},
            new double[] {0, 0, 0},
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    StringBuilder table = new StringBuilder("SubjectID,Channel_0,Site\n");
    for (int i = 0; i < 6; i++) {
      float[] voxels = new float[24];
      for (int v = 0; v < 24; v++) {
        voxels[v] = i + v;
      }
      voxels[0] = i == 5 ? Float.NaN : voxels[0];
      ImageWriter.write(folder.resolve("s" + i + ".nii"), Image.of(voxels, grid));
      table.append("s" + i + ",s" + i + ".nii," + (i % 2 == 0 ? "A" : "B") + "\n");
    }
    Files.writeString(folder.resolve("data.csv"), table);
  }

  /** Every kind of operation. */
  private final class Everything extends Pipeline {
    @Override
    protected void define() {
      Channel<Subject> ready =
          subjects(file("data", "Table of subjects"))
              .through(harmonize("canonical"))
              .through(normalize("zscore").with("mask", "nonzero"))
              .filter("notTheFirst", subject -> !subject.id().equals("s0"))
              .filter("${body.id} != 's1'")
              .through(command("copy", "cp {Channel_0} 'a b.nii'", "Channel_0=a b.nii"));
      Channel<Group<String, Subject>> sites = ready.groupBy(s -> s.attributes().get("Site"));
      sites.forEach("group", site -> seen.add(site.key() + site.items().size()));
      ready
          .combine(sites)
          .forEach("cross", pair -> seen.add(pair.left().id() + "-" + pair.right().key()));
      ready
          .combine(sites, s -> s.attributes().get("Site"), Group::key)
          .forEach("join", pair -> seen.add(pair.left().id() + "=" + pair.right().key()));
      ready
          .collect(Cohort::new)
          .spread(kfold().with("testing", 3).with("validation", -2))
          .map(fold -> fold.testingIds().size())
          .forEach("folds", size -> seen.add("fold" + size));
      ready.flatMap(s -> List.of(s.id(), s.id())).forEach("twice", seen::add);
      ready
          .filter(subject -> false)
          .collect()
          .forEach("none", nobody -> seen.add("none" + nobody.size()));
    }

    @Override
    public String name() {
      return "everything";
    }
  }

  private static final String[] EXPECTED = {
    "A2", "B1", "s2-A", "s2-B", "s3-A", "s3-B", "s4-A", "s4-B", "s2=A", "s3=B", "s4=A", "fold1",
    "fold1", "fold1", "s2", "s2", "s3", "s3", "s4", "s4", "none0"
  };

  private CamelContext context(CompletableFuture<Throwable> end) {
    CamelContext context = new DefaultCamelContext();
    context.disableJMX();
    Properties properties = new Properties();
    properties.put("data", folder.resolve("data.csv").toString());
    properties.put("work", folder.resolve("work").toString());
    properties.put("failed", folder.resolve("failed.csv").toString());
    context.getPropertiesComponent().setInitialProperties(properties);
    context
        .getRegistry()
        .bind(
            "progress",
            new Progress() {
              @Override
              public void finished(String step, Throwable failure) {
                if (failure != null) {
                  end.completeExceptionally(failure);
                } else {
                  end.complete(null);
                }
              }
            });
    return context;
  }

  private void run(Pipeline pipeline) throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    CamelContext context = context(end);
    try {
      context.addRoutesConfigurations(pipeline);
      context.addRoutes(pipeline);
      context.start();
      end.get(60, TimeUnit.SECONDS);
    } finally {
      context.stop();
    }
  }

  @Test
  void everyOperation() throws Exception {
    run(new Everything());
    assertThat(seen).containsExactlyInAnyOrder(EXPECTED);
    assertThat(Files.readString(folder.resolve("failed.csv")))
        .contains("s5,harmonize:canonical,")
        .containsIgnoringCase("NaN");
  }

  @Test
  void thePrintedRouteDoesTheSame() throws Exception {
    Everything pipeline = new Everything();
    String yaml = PipelinePrinter.yaml(pipeline, null);
    assertThat(yaml).contains("everything.notTheFirst", "operation: zscore", "mask: nonzero");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    CamelContext context = context(end);
    try {
      pipeline.prepare(context);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.fromString(
                  "everything.camel.yaml",
                  // Declares parameters, which Camel alone does not know.
                  yaml.replaceAll("(?m)^- parameters:\\R( .*\\R)+", "")));
      context.start();
      end.get(60, TimeUnit.SECONDS);
    } finally {
      context.stop();
    }
    assertThat(seen).containsExactlyInAnyOrder(EXPECTED);
  }

  @Test
  void aFailureThatIsNoSubjectsEndsTheRun() {
    Pipeline wrong =
        new Pipeline() {
          @Override
          protected void define() {
            subjects(folder.resolve("data.csv"))
                .collect()
                .map(all -> all.get(99))
                .forEach("never", s -> seen.add("never"));
          }

          @Override
          public String name() {
            return "wrong";
          }
        };
    assertThatThrownBy(() -> run(wrong)).hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void signsThatAUriWouldChangeAreRefused() {
    assertThatThrownBy(() -> harmonize("canonical").with("work", "a&b"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("work=a&b");
  }

  @Test
  void theNameAndTheParametersOfAPipeline() {
    assertThat(new Everything().parameters())
        .containsExactly(
            new Parameter("data", Parameter.Type.FILE, null, List.of(), "Table of subjects"));
  }

  @Test
  void aPipelineWithoutChannels() {
    Pipeline empty =
        new Pipeline() {
          @Override
          protected void define() {
            parameter("x", Parameter.Type.INTEGER, 1, "Nothing");
          }
        };
    assertThatThrownBy(() -> PipelinePrinter.yaml(empty, null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has no channel");
  }

  @Test
  void typesOfParameters() {
    for (var sample :
        Map.of(
                Parameter.Type.INTEGER, "4,x",
                Parameter.Type.NUMBER, "0.5,NaN",
                Parameter.Type.BOOLEAN, "true,yes",
                Parameter.Type.DURATION, "1h30m,soon")
            .entrySet()) {
      Parameter parameter = new Parameter("p", sample.getKey(), null, List.of(), "");
      String[] values = sample.getValue().split(",");
      assertThat(parameter.accepts(values[0])).as(values[0]).isTrue();
      assertThat(parameter.accepts(values[1])).as(values[1]).isFalse();
    }
  }
}
