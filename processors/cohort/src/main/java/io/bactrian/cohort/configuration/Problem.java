package io.bactrian.cohort.configuration;

import java.util.Locale;

/** What a network answers: {@code problem_type}. */
public enum Problem {
  /** A class for each voxel. */
  SEGMENTATION,
  /** A class for each image. */
  CLASSIFICATION,
  /** A number for each image. */
  REGRESSION;

  /** The value of {@code problem_type}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the network answers once an image, not once a voxel. */
  public boolean perImage() {
    return this != SEGMENTATION;
  }
}
