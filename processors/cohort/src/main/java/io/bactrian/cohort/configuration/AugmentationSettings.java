package io.bactrian.cohort.configuration;

/**
 * One random change of training patches: an entry of {@code data_augmentation}.
 *
 * @param name {@code flip}, {@code rotate_90}, {@code rotate_180}, {@code noise}, {@code gamma},
 *     {@code affine} ...
 * @param probability that a patch is changed
 * @param parameters of this change, such as {@code axis}, {@code mean}, {@code std}
 */
public record AugmentationSettings(String name, double probability, Parameters parameters) {
  public static AugmentationSettings of(String name, double probability) {
    return new AugmentationSettings(name, probability, Parameters.NONE);
  }
}
