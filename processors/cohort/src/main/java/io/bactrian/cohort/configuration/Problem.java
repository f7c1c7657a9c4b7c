package io.bactrian.cohort.configuration;

/** What a network answers: {@code problem_type}. */
public enum Problem {
  /** A class for each voxel. */
  SEGMENTATION,
  /** A class for each image. */
  CLASSIFICATION,
  /** A number for each image. */
  REGRESSION;

  /** Whether the network answers once an image, not once a voxel. */
  public boolean perImage() {
    return this != SEGMENTATION;
  }
}
