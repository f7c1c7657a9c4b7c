package io.bactrian.component.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that a command declares to write.
 *
 * @param role what the file becomes: a channel, {@code Label}, {@code prediction}, {@code
 *     probabilities}; or empty when it is only kept
 * @param file relative to the working folder of the command
 */
record Output(String role, String file) {
  /**
   * Reads the option {@code outputs}.
   *
   * @param stdout the output that gets the standard output, or null
   * @throws CommandException for a path that leaves the folder, and a stdout that is no output
   */
  static List<Output> parse(String step, String text, String stdout) {
    List<Output> outputs = new ArrayList<>();
    for (String part : text.split(",")) {
      String[] sides = part.strip().split("=", 2);
      Output output =
          sides.length == 1
              ? new Output("", sides[0].strip())
              : new Output(sides[0].strip(), sides[1].strip());
      Path path = Path.of(output.file);
      if (output.file.isEmpty()
          || path.isAbsolute()
          || !path.normalize().equals(path)
          || path.startsWith("..")
          || output.file.startsWith(".")) {
        throw new CommandException(
            "The output \"" + output.file + "\" of " + step + " is not a name of a file",
            "the route that uses " + step,
            "names of files below the command's working folder",
            "write outputs=NAME=FILE, such as outputs=Channel_0=smooth.nii");
      }
      outputs.add(output);
    }
    if (stdout != null && outputs.stream().noneMatch(o -> o.file.equals(stdout))) {
      throw new CommandException(
          "The standard output of " + step + " goes to " + stdout + ", which is no output",
          "the route that uses " + step,
          "one of the files in outputs",
          "add " + stdout + " to outputs");
    }
    return outputs;
  }
}
