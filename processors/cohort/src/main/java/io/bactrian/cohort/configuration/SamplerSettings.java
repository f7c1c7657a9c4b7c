package io.bactrian.cohort.configuration;

import java.util.List;

/**
 * How patches are drawn from an image: {@code patch_sampler}, {@code enable_padding}, {@code
 * sampling_weights}, {@code q_samples_per_volume} and {@code q_max_length}.
 *
 * @param type {@code uniform}; {@code label}: patches centred on a voxel of a label; {@code
 *     weighted}: on a voxel in proportion to its label value; or {@code grid}: patches that cover
 *     the image
 * @param samplesPerVolume patches a subject and epoch
 * @param padding whether images are padded where a patch is larger or, around a label, reaches over
 *     the border; otherwise larger patches are a mistake
 * @param paddingMode {@code symmetric}, {@code reflect}, {@code edge}, {@code wrap} or {@code
 *     constant} (zero)
 * @param biased whether the label sampler first draws a class, then one of its voxels, instead of
 *     any voxel that is not background
 * @param classWeights how often each class of the class list is drawn then, in its order; empty for
 *     all alike but the background, which is not drawn
 * @param queueLength patches that are shuffled together
 */
public record SamplerSettings(
    String type,
    int samplesPerVolume,
    boolean padding,
    String paddingMode,
    boolean biased,
    List<Double> classWeights,
    int queueLength) {
  public SamplerSettings {
    classWeights = List.copyOf(classWeights);
  }

  public SamplerSettings(String type, int samplesPerVolume, boolean padding, String paddingMode) {
    this(type, samplesPerVolume, padding, paddingMode, false, List.of(), 100);
  }

  public static SamplerSettings of(String type, int samplesPerVolume) {
    return new SamplerSettings(type, samplesPerVolume, false, "symmetric");
  }

  public SamplerSettings withPadding(String mode) {
    return new SamplerSettings(
        type, samplesPerVolume, true, mode, biased, classWeights, queueLength);
  }

  /** Draws classes first, in proportion to the weights; without weights all but the background. */
  public SamplerSettings withBias(Double... weights) {
    return new SamplerSettings(
        type, samplesPerVolume, padding, paddingMode, true, List.of(weights), queueLength);
  }
}
