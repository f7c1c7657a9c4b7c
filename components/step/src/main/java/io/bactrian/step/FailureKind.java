package io.bactrian.step;

import io.bactrian.safety.UserMistakeException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/** Whether trying again may help. */
public enum FailureKind {
  /** The disk, the network or a broker: the same again may succeed. */
  TRANSIENT,

  /** Memory: may succeed when fewer work at once, or on smaller pieces. */
  MEMORY,

  /** The input or the program: fails again. */
  PERMANENT;

  /** What it would fail with again. They are all IOExceptions too. */
  private static final List<Class<? extends IOException>> LASTING =
      List.of(
          NoSuchFileException.class,
          FileNotFoundException.class,
          AccessDeniedException.class,
          NotDirectoryException.class,
          EOFException.class,
          CharConversionException.class,
          MalformedURLException.class,
          ZipException.class);

  /** Exceptions of brokers, by name: what is not on the class path cannot be thrown. */
  private static final List<String> BROKERS =
      List.of("jakarta.jms.", "org.apache.kafka.common.errors.", "org.apache.activemq.");

  /** What libtorch and malloc say. */
  private static final List<String> OUT_OF_MEMORY =
      List.of("not enough memory", "can't allocate memory", "out of memory", "bad_alloc");

  /** The kind of a failure: that of the first exception in the chain of causes that tells. */
  public static FailureKind of(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UserMistakeException) {
        return PERMANENT;
      }
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (isMemory(at)) {
        return MEMORY;
      }
      if (LASTING.stream().anyMatch(at.getClass()::equals)) {
        return PERMANENT;
      }
      if (isTransient(at)) {
        return TRANSIENT;
      }
    }
    return PERMANENT;
  }

  private static boolean isMemory(Throwable at) {
    String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
    return at instanceof OutOfMemoryError || OUT_OF_MEMORY.stream().anyMatch(message::contains);
  }

  private static boolean isTransient(Throwable at) {
    return at instanceof IOException
        || at instanceof TimeoutException
        || at instanceof RejectedExecutionException
        || at instanceof StepTimeoutException
        || BROKERS.stream().anyMatch(at.getClass().getName()::startsWith);
  }
}
