package io.bactrian.cohort.configuration;

/** The normalization after a convolution: over the batch, over each instance, or none. */
public enum Norm {
  BATCH,
  INSTANCE,
  NONE
}
