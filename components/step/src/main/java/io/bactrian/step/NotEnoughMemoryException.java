package io.bactrian.step;

import io.bactrian.safety.UserMistakeException;

/**
 * What a shortage of memory is to the user when trying again has not helped: the engine tells it
 * only as a stack of its own calls.
 */
public final class NotEnoughMemoryException extends UserMistakeException {
  private NotEnoughMemoryException(Throwable cause) {
    super(
        "There is not enough memory",
        "a machine whose Java heap may have "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB, beside the memory of the learning engine",
        "room for one batch of patches with all that the network keeps of it, or for one image",
        "lower batch_size, patch_size, base_filters or batch_size in inference_mechanism, set"
            + " precision: bf16, or take a machine with more memory",
        cause);
  }

  /** The same failure for the user, or null when it is no shortage of memory. */
  public static NotEnoughMemoryException of(Throwable failure) {
    return FailureKind.of(failure) == FailureKind.MEMORY
        ? new NotEnoughMemoryException(failure)
        : null;
  }
}
