package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * (value - mean) / standard deviation, each channel by itself, with mean and unbiased deviation
 * (divisor count - 1, as torch) taken from the voxels of a mask. Geometry and label stay.
 *
 * <p>GaNDLF's names: {@code normalize} is ALL, {@code normalize_positive} POSITIVE, {@code
 * normalize_nonzero} NONZERO: all three change every voxel, background too, as TorchIO's
 * ZNormalization does. {@code normalize_nonzero_masked} is NONZERO with {@code onlyMasked}: the
 * background stays 0.
 *
 * @param onlyMasked true to leave voxels outside the mask as they are
 */
public record ZScore(Mask mask, boolean onlyMasked) implements Operation {
  public ZScore(Mask mask) {
    this(mask, false);
  }

  @Override
  public boolean needsMask() {
    return mask == Mask.FILE;
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(
        sample, subject, (voxels, image, where) -> normalize(voxels, image, sample, where));
  }

  private float[] normalize(float[] voxels, Image image, Sample sample, String where) {
    Region region = Region.of(mask, image, voxels, sample, where);
    Statistics statistics = Statistics.of(voxels, region);
    if (!(statistics.deviation() > 0) || !Double.isFinite(statistics.deviation())) {
      throw new ImageContentException(
          "The standard deviation is "
              + statistics.deviation()
              + " over "
              + statistics.count()
              + " voxels (mask "
              + Region.name(mask)
              + ")",
          where,
          "finite values that are not all the same",
          "look at the image; leave the subject out if it is empty, or choose another mask");
    }
    float mean = (float) statistics.mean();
    float factor = (float) (1 / statistics.deviation());
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          if (onlyMasked) {
            for (int i = from; i < to; i++) {
              voxels[i] = region.holds(i, voxels[i]) ? (voxels[i] - mean) * factor : voxels[i];
            }
          } else {
            for (int i = from; i < to; i++) {
              voxels[i] = (voxels[i] - mean) * factor;
            }
          }
        });
    return voxels;
  }
}
