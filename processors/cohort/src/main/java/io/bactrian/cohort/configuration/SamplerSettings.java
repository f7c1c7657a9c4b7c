package io.bactrian.cohort.configuration;

/**
 * How patches are drawn from an image: {@code patch_sampler}, {@code enable_padding} and {@code
 * q_samples_per_volume}.
 *
 * @param type {@code uniform}, or {@code label}: patches centred on a voxel of a label
 * @param samplesPerVolume patches a subject and epoch
 * @param padding whether images are padded, so that patches may be centred at the border and images
 *     may be smaller than a patch
 * @param paddingMode {@code symmetric}, {@code edge} or {@code constant} (zero)
 */
public record SamplerSettings(
    String type, int samplesPerVolume, boolean padding, String paddingMode) {
  public static SamplerSettings of(String type, int samplesPerVolume) {
    return new SamplerSettings(type, samplesPerVolume, false, "symmetric");
  }

  public SamplerSettings withPadding(String mode) {
    return new SamplerSettings(type, samplesPerVolume, true, mode);
  }
}
