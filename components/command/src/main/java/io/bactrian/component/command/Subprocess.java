package io.bactrian.component.command;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A program that runs once in a folder.
 *
 * @param name of the step, for messages
 * @param words program and arguments
 * @param stdin what it reads, or null for nothing
 * @param stdout where its standard output goes, or null for nowhere
 */
record Subprocess(String name, List<String> words, Path stdin, Path stdout) {
  private static final int TAIL_BYTES = 8192;
  private static final int TAIL_LINES = 12;
  private static final String STDERR = ".stderr";

  /** EX_TEMPFAIL of sysexits.h: "the user is invited to retry". */
  private static final int TEMPORARY = 75;

  /** 128 and the number of SIGKILL, by which Linux ends who takes the last memory. */
  private static final int KILLED = 137;

  /** How C++, Python, Java and CUDA say it. */
  private static final List<String> OUT_OF_MEMORY =
      List.of("bad_alloc", "memoryerror", "outofmemoryerror", "out of memory");

  /**
   * Runs to its end. When the thread is interrupted, as it is when the time limit of the step is
   * over, the program is killed with all that it has started.
   *
   * @throws CommandException when it cannot be started or fails; with the last lines of its error
   *     stream
   * @throws CommandFailure when it fails and trying again may help: exit code 75, or out of memory
   */
  void run(Path folder) throws IOException {
    Path errors = folder.resolve(STDERR);
    Process process = start(folder, errors);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new IOException(name + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      fail(process.exitValue(), errors);
    }
    Files.delete(errors);
  }

  private Process start(Path folder, Path errors) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectError(errors.toFile());
    builder.redirectInput(stdin == null ? new File("/dev/null") : stdin.toFile());
    if (stdout == null) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    } else {
      builder.redirectOutput(stdout.toFile());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandException(
          "The program " + words.get(0) + " cannot be started",
          name + ": " + String.join(" ", words),
          "a program on the PATH, or the path of one that may be executed",
          "install it or correct its name: " + e.getMessage(),
          e);
    }
  }

  /** From the top, so that no shell starts its next command meanwhile. */
  private static void kill(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private void fail(int code, Path errors) throws CommandFailure {
    String tail = tail(errors);
    String what = "The command " + name + " ended with exit code " + code;
    String said = tail.toLowerCase(Locale.ROOT);
    if (code == KILLED || OUT_OF_MEMORY.stream().anyMatch(said::contains)) {
      throw new CommandFailure(what + ": it is out of memory");
    } else if (code == TEMPORARY) {
      throw new CommandFailure(what + ", a temporary failure; it wrote last: " + tail);
    }
    throw new CommandException(
        what,
        String.join(" ", words),
        "exit code 0",
        tail.isEmpty()
            ? "it wrote nothing to its error stream; run it by hand"
            : "it wrote last:\n    " + tail.replace("\n", "\n    "));
  }

  private static String tail(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - TAIL_BYTES));
      byte[] bytes = new byte[TAIL_BYTES];
      int read = Math.max(0, in.read(bytes));
      List<String> lines =
          new String(bytes, 0, read, StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
