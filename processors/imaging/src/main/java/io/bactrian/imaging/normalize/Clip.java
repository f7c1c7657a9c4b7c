package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Values below {@code minimum} become it, values above {@code maximum} become that. Geometry and
 * label stay. GaNDLF's {@code clip} and {@code clamp}.
 */
public record Clip(double minimum, double maximum) implements Operation {
  public Clip {
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException("Not a range: " + minimum + " to " + maximum);
    }
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return sample.mapChannels(this::clip);
  }

  private Image clip(Image image) {
    float low = (float) minimum;
    float high = (float) maximum;
    float[] voxels = image.copyFloats();
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = Math.min(high, Math.max(low, voxels[i]));
          }
        });
    return Image.of(voxels, image.geometry());
  }
}
