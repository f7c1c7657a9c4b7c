package io.bactrian.imaging;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Work that is independent for each slice of a volume, done on all processors (the common pool,
 * which has as many threads as there are processors, with the caller's).
 */
public final class Slices {
  private Slices() {}

  /**
   * Calls {@code work} once for each of 0 to {@code count - 1}, in any order, and returns when all
   * are done.
   */
  public static void forEach(int count, IntConsumer work) {
    if (count == 1) {
      work.accept(0);
    } else {
      IntStream.range(0, count).parallel().forEach(work);
    }
  }
}
