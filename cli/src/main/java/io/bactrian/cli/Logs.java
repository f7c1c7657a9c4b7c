package io.bactrian.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log goes: warnings to the terminal, and what the program did to a file. */
final class Logs {
  private static final String PATTERN = "%d{HH:mm:ss} %-5level %logger{24}  %msg%n";

  private Logs() {}

  /**
   * @param folder gets {@code bactrian.log}, to which every run adds
   * @param run id of the run, which JSON names in every event
   * @param options whether the terminal gets all of it, and in which format
   */
  static void start(Path folder, String run, Bactrian options) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    context.putProperty("run", run);
    boolean json = options.logsAreJson();
    boolean verbose = options.verbose;
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setLevel(verbose || json ? "INFO" : "OFF");
    threshold.start();
    console.addFilter(threshold);
    attach(context, console, json);
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setFile(folder.resolve("bactrian.log").toString());
    attach(context, file, json);
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

  private static void attach(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, boolean json) {
    Encoder<ILoggingEvent> encoder = json ? jsonEncoder() : textEncoder();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  private static Encoder<ILoggingEvent> textEncoder() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonEncoder() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    return encoder;
  }
}
