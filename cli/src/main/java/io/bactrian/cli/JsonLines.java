package io.bactrian.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines as events of the log. Who failed stands in failed.csv alone: logs are passed around. */
record JsonLines() implements Lines.Sink {
  private static final Logger LOG = LoggerFactory.getLogger("io.bactrian.progress");

  @Override
  public void line(String line) {
    LOG.info("{}", line);
  }

  /** The log has it. */
  @Override
  public void warned(String sentence) {}

  @Override
  public void failed(String step, String subject, String reason) {
    LOG.warn("A subject failed at {}", step);
  }
}
