package io.bactrian.step;

/** A step ran out of memory. An exception, unlike the error it stands for: others can go on. */
public final class MemoryShortageException extends RuntimeException {
  MemoryShortageException(String step, OutOfMemoryError cause) {
    super("The step " + step + " is out of memory: " + cause.getMessage(), cause);
  }
}
