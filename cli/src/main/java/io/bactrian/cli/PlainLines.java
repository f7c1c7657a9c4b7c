package io.bactrian.cli;

import java.io.PrintStream;

/** Lines for a pipe or a file. */
record PlainLines(PrintStream out) implements Lines.Sink {
  @Override
  public void line(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void warned(String sentence) {
    line("warning: " + sentence);
  }

  @Override
  public void failed(String step, String subject, String reason) {
    line("failed at " + step + ": " + subject + ": " + reason);
  }
}
