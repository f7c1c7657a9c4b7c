package io.bactrian.component.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line, taken apart into words. Placeholders in braces stand for files and values; no
 * shell is involved, so that nothing in a path or value can become a command.
 *
 * @param words the program and its arguments
 */
record CommandLine(String step, List<String> words) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]+)}");

  CommandLine {
    words = List.copyOf(words);
  }

  /**
   * @throws CommandException for an empty line or a quote that does not end
   */
  static CommandLine parse(String step, String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : line.strip().toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
      } else {
        word = word == null ? new StringBuilder() : word;
        if (c == '"' || c == '\'') {
          quote = c;
        } else {
          word.append(c);
        }
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    if (quote != 0 || words.isEmpty()) {
      throw new CommandException(
          quote != 0 ? "A quote in the command does not end" : "The command is empty",
          step + ": " + line,
          "a program and its arguments, with pairs of quotes",
          quote != 0 ? "add the missing " + quote : "write line=PROGRAM ARGUMENTS");
    }
    return new CommandLine(step, words);
  }

  /** Words that name existing files, such as scripts: their content counts. */
  List<Path> files() {
    return words.stream().filter(CommandLine::isFile).map(CommandLine::absolute).toList();
  }

  /** The words as they identify a task: files by their names only, since their content counts. */
  String canonical() {
    List<String> canonical = new ArrayList<>();
    for (String word : words) {
      canonical.add(isFile(word) ? "file " + absolute(word).getFileName() : word);
    }
    return canonical.toString();
  }

  /** Whether a placeholder occurs. */
  boolean uses(String name) {
    return words.stream().anyMatch(word -> word.contains("{" + name + "}"));
  }

  /**
   * The words to run, with values in place of placeholders. A word that is one placeholder with
   * several values becomes several words.
   *
   * @throws CommandException for a placeholder without a value
   */
  List<String> fill(Map<String, List<String>> values) {
    List<String> filled = new ArrayList<>();
    for (String word : words) {
      Matcher whole = PLACEHOLDER.matcher(word);
      if (whole.matches()) {
        filled.addAll(value(whole.group(1), values));
      } else if (isFile(word)) {
        filled.add(absolute(word).toString());
      } else {
        filled.add(fill(word, values));
      }
    }
    return filled;
  }

  /** One text with values in place of placeholders. */
  String fill(String text, Map<String, List<String>> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(String.join(" ", value(match.group(1), values))));
  }

  private List<String> value(String name, Map<String, List<String>> values) {
    List<String> value = values.get(name);
    if (value == null) {
      throw new CommandException(
          "The command uses {" + name + "}, which this message does not have",
          step + ": " + String.join(" ", words),
          "one of {" + String.join("}, {", values.keySet()) + "}",
          "correct the name in braces");
    }
    return value;
  }

  private static boolean isFile(String word) {
    try {
      return Files.isRegularFile(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path absolute(String word) {
    return Path.of(word).toAbsolutePath().normalize();
  }
}
