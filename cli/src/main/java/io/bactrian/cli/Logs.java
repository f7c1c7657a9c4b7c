package io.bactrian.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log goes: warnings to the terminal, and what the program did to a file. */
final class Logs {
  private static final String PATTERN = "%d{HH:mm:ss} %-5level %logger{24}  %msg%n";

  private Logs() {}

  /**
   * @param folder gets {@code bactrian.log}, to which every run adds; null for none
   * @param verbose whether the terminal gets all of it
   */
  static void start(Path folder, boolean verbose) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setLevel(verbose ? "INFO" : "OFF");
    threshold.start();
    console.addFilter(threshold);
    attach(context, console);
    if (folder != null) {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(folder.resolve("bactrian.log").toString());
      attach(context, file);
    }
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("io.bactrian").setLevel(Level.INFO);
    // It warns of every machine without a GPU.
    context.getLogger("ai.djl.util.cuda").setLevel(Level.ERROR);
    // It would write messages of exceptions, and so who the patient is; the terminal shows them.
    context.getLogger("org.apache.camel.processor.errorhandler").setLevel(Level.OFF);
    if (verbose) {
      context.getLogger("org.apache.camel").setLevel(Level.INFO);
    }
  }

  private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }
}
