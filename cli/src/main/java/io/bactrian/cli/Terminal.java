package io.bactrian.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The size of the terminal, in characters. */
record Terminal(int columns, int rows) {
  private static final Terminal USUAL = new Terminal(80, 24);
  private static final int SECONDS = 2;

  /** As {@code stty} tells, for Java does not; 80 x 24 where that fails. */
  static Terminal size() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
      return parse(answer);
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /** Rows and columns, as {@code stty size} prints them. */
  static Terminal parse(String answer) {
    String[] words = answer.trim().split(" ");
    if (words.length == 2 && words[0].matches("\\d{1,4}") && words[1].matches("\\d{1,4}")) {
      int rows = Integer.parseInt(words[0]);
      int columns = Integer.parseInt(words[1]);
      return rows > 0 && columns > 0 ? new Terminal(columns, rows) : USUAL;
    }
    return USUAL;
  }
}
