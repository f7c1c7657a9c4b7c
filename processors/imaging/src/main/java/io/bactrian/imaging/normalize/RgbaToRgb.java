package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Leaves out the fourth channel, opacity, of a subject with four; any other number of channels
 * stays. GaNDLF's {@code rgba2rgb} (which rounds to 8 bits too; here values stay).
 */
public record RgbaToRgb() implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    return sample.channels().size() == 4
        ? sample.withChannels(sample.channels().subList(0, 3))
        : sample;
  }
}
