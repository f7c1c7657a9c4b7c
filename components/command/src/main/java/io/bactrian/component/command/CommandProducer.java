package io.bactrian.component.command;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.step.StepProducer;
import io.bactrian.workflow.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Message;

/**
 * Takes a subject and gives it with the files that the command wrote; takes a fold and gives the
 * model that the command trained, which is the folder of its outputs; takes a pending prediction
 * and fills it. The command runs in a folder of the task store, and not at all when the same
 * command has already had the same inputs.
 */
public class CommandProducer extends StepProducer {
  private static final int VERSION = 1;

  private final CommandEndpoint endpoint;
  private CommandLine line;
  private List<Output> outputs;

  public CommandProducer(CommandEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    line = endpoint.commandLine();
    outputs = endpoint.declared();
  }

  @Override
  protected Object apply(Message message) {
    CommandInput input =
        CommandInput.of(
            endpoint.step(), bodyOf(message, Fold.class, Prediction.class, Subject.class));
    List<Path> inputs = new ArrayList<>(line.files());
    inputs.addAll(input.files());
    Path folder =
        run(
            message,
            input.name(),
            new Task("command", VERSION, options(input), inputs),
            into -> run(into, input));
    return input.result(folder, outputs);
  }

  private TreeMap<String, String> options(CommandInput input) {
    TreeMap<String, String> options = new TreeMap<>(input.options());
    options.put("name", endpoint.getOperation());
    options.put("line", line.canonical());
    options.put("version", endpoint.getVersion());
    options.put("outputs", outputs.toString());
    options.put("stdin", String.valueOf(endpoint.getStdin()));
    options.put("stdout", String.valueOf(endpoint.getStdout()));
    // Values that are not files stand in the command itself.
    input
        .values()
        .forEach(
            (name, value) -> {
              if (line.uses(name)) {
                options.put("value " + name, value);
              }
            });
    return options;
  }

  private void run(Path folder, CommandInput input) throws IOException {
    input.prepare(folder);
    var values = input.placeholders(folder);
    String stdin = endpoint.getStdin();
    new Subprocess(
            endpoint.step(),
            line.fill(values),
            stdin == null ? null : Path.of(line.fill(stdin, values)),
            endpoint.getStdout() == null ? null : folder.resolve(endpoint.getStdout()))
        .run(folder);
    requireOutputs(folder);
    removeOthers(folder);
  }

  private void requireOutputs(Path folder) {
    for (Output output : outputs) {
      if (!Files.isRegularFile(folder.resolve(output.file()))) {
        throw new CommandException(
            "The command " + endpoint.step() + " did not write " + output.file(),
            String.join(" ", line.words()),
            "the files of the option outputs, in the folder in which the command is started",
            "correct the command or its outputs");
      }
    }
  }

  /** What the command leaves behind beside its outputs is not kept. */
  private void removeOthers(Path folder) throws IOException {
    Set<Path> kept = new HashSet<>();
    for (Output output : outputs) {
      for (Path path = folder.resolve(output.file());
          !path.equals(folder);
          path = path.getParent()) {
        kept.add(path);
      }
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder) && !kept.contains(path)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
