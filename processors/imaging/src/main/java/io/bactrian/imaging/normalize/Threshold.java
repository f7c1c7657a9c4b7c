package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Values strictly between {@code minimum} and {@code maximum} stay, all others become 0 (so the
 * bounds themselves do, as in GaNDLF's {@code threshold}). Geometry and label stay.
 */
public record Threshold(double minimum, double maximum) implements Operation {
  public Threshold {
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException("Not a range: " + minimum + " to " + maximum);
    }
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return sample.mapChannels(this::threshold);
  }

  private Image threshold(Image image) {
    float low = (float) minimum;
    float high = (float) maximum;
    float[] voxels = image.copyFloats();
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = voxels[i] > low && voxels[i] < high ? voxels[i] : 0;
          }
        });
    return Image.of(voxels, image.geometry());
  }
}
