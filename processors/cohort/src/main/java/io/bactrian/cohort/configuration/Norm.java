package io.bactrian.cohort.configuration;

/** The normalization after a convolution: over the batch, over each instance, or none. */
public enum Norm {
  BATCH,
  INSTANCE,
  /** Over each instance in training, by running statistics afterwards: GaNDLF's instance norm. */
  TRACKED_INSTANCE,
  NONE
}
