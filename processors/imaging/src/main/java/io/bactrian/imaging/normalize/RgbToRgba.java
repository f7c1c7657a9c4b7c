package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a fourth channel, opaque everywhere (255), to a subject with three; any other number of
 * channels stays. GaNDLF's {@code rgb2rgba} (which rounds to 8 bits too; here values stay).
 */
public record RgbToRgba() implements Operation {
  private static final float OPAQUE = 255;

  @Override
  public Sample apply(Sample sample, String subject) {
    if (sample.channels().size() != 3) {
      return sample;
    }
    Geometry geometry = sample.geometry();
    float[] opacity = new float[Math.toIntExact(geometry.voxels())];
    Arrays.fill(opacity, OPAQUE);
    List<Image> channels = new ArrayList<>(sample.channels());
    channels.add(Image.of(opacity, geometry));
    return sample.withChannels(channels);
  }
}
