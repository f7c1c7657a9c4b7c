package io.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.imaging.phantom.PhantomCohort;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The whole way once, on data made here: the first thing a newcomer runs. */
@Command(
    name = "demo",
    description = {
      "Make a small cohort of synthetic head MRI, train a network on it, predict and evaluate the"
          + " testing subjects, and write a report. Takes a few minutes."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int SUBJECTS = 16;
  private static final long SEED = 1;

  @ParentCommand private Bactrian bactrian;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output-dir"},
      paramLabel = "DIR",
      defaultValue = "bactrian-demo",
      description = "Gets the data, the model and the report (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = output.toAbsolutePath().normalize();
    out.println("Making " + SUBJECTS + " synthetic heads in " + folder.resolve("data"));
    out.flush();
    Path data = PhantomCohort.write(folder.resolve("data"), SUBJECTS, SEED);
    Path config = folder.resolve("config.yaml");
    AtomicFiles.writeText(config, configuration());
    Path model = folder.resolve("model");
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("config", config.toString());
    properties.put("data", data.toString());
    properties.put("work", folder.resolve("work").toString());
    properties.put("output", model.toString());
    properties.put("failed", model.resolve("failed.csv").toString());
    int code = new Session(bactrian, model).run("train", properties);
    Path fold = model.resolve("testing_0/validation_0");
    out.printf("Mean Dice of the testing subjects: %.3f%n", meanDice(fold));
    out.println("Report: " + fold.resolve("report.html"));
    out.flush();
    return code;
  }

  private static double meanDice(Path fold) throws IOException {
    JsonNode scores =
        new ObjectMapper().readTree(fold.resolve("best/testing_scores.json").toFile());
    return scores.at("/summary/mean/dice/mean").asDouble(Double.NaN);
  }

  private static String configuration() throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream("/demo.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
