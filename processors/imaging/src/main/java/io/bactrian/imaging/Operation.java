package io.bactrian.imaging;

/**
 * One step of harmonization or normalization. Implementations are immutable and may be used by
 * several threads; they leave what they are given as it is.
 */
@FunctionalInterface
public interface Operation {
  /**
   * @param subject names the subject in messages of exceptions
   * @throws ImageContentException when the images cannot be treated so
   */
  Sample apply(Sample sample, String subject);

  /** Whether the subject's mask file ({@link Sample#mask}) is needed. */
  default boolean needsMask() {
    return false;
  }
}
