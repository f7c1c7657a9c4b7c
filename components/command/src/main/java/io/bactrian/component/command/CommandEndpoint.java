package io.bactrian.component.command;

import io.bactrian.step.Options;
import io.bactrian.step.StepEndpoint;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * Runs a program on a subject, a fold or a prediction: files in, files out, kept in the task store.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "command",
    title = "Command",
    syntax = "command:operation",
    producerOnly = true,
    category = {Category.AI})
public class CommandEndpoint extends StepEndpoint {
  @UriPath(description = "A name of your choice for what the command does, such as smooth.")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Program and arguments between blanks; quotes keep blanks. No shell reads it. {id}, {label}, {images}, a channel or attribute such as {Channel_0} (subject), {training}, {validation} (fold) and {model} (prediction) are replaced. Words that name existing files, such as scripts, count as inputs.")
  @Metadata(required = true)
  private String line;

  @UriParam(
      description =
          "Files that the command writes into its working folder, between commas: CHANNEL=FILE or Label=FILE replaces a file of the subject, prediction=FILE or probabilities=FILE fills a prediction, FILE alone is kept beside them.")
  @Metadata(required = true)
  private String outputs;

  @UriParam(description = "What the command reads from its standard input, such as {Channel_0}.")
  private String stdin;

  @UriParam(description = "The output that gets what the command writes to its standard output.")
  private String stdout;

  @UriParam(
      description = "Change it when the program gives other results than before.",
      defaultValue = "1")
  private String version = "1";

  public CommandEndpoint(String uri, CommandComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new CommandProducer(this);
  }

  /** The command line, taken apart. */
  CommandLine commandLine() {
    return CommandLine.parse(step(), Options.required(step(), "line", line));
  }

  /** What the command writes. */
  List<Output> declared() {
    return Output.parse(step(), Options.required(step(), "outputs", outputs), stdout);
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  public String getOutputs() {
    return outputs;
  }

  public void setOutputs(String outputs) {
    this.outputs = outputs;
  }

  public String getStdin() {
    return stdin;
  }

  public void setStdin(String stdin) {
    this.stdin = stdin;
  }

  public String getStdout() {
    return stdout;
  }

  public void setStdout(String stdout) {
    this.stdout = stdout;
  }

  public String getVersion() {
    return version;
  }

  public void setVersion(String version) {
    this.version = version;
  }
}
