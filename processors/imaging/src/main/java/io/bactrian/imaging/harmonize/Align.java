package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * All channels and the label on the grid of one channel, by the physical coordinates in their
 * headers (TorchIO's Resample with an image as target). Nothing is registered: images of one
 * session that were taken one after the other share these coordinates; others do not.
 *
 * <p>Geometry: that of the reference. What a channel does not cover becomes 0.
 *
 * @param reference the channel that stays as it is, counted from 0
 */
public record Align(int reference, Interpolators interpolators) implements Operation {
  public Align {
    if (reference < 0) {
      throw new IllegalArgumentException("Channels are counted from 0: " + reference);
    }
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    if (reference >= sample.channels().size()) {
      throw new ImageContentException(
          "There is no channel " + reference + " to align to",
          "subject " + subject,
          "a channel from 0 to " + (sample.channels().size() - 1),
          "name another channel as reference");
    }
    Geometry target = sample.channels().get(reference).geometry();
    Sample aligned = interpolators.resample(sample, target, subject);
    List<Image> channels = new ArrayList<>();
    for (int i = 0; i < aligned.channels().size(); i++) {
      Image channel = aligned.channels().get(i);
      if (isZero(channel) && !isZero(sample.channels().get(i))) {
        throw new ImageContentException(
            "Channel " + i + " has nothing where channel " + reference + " lies",
            "subject " + subject,
            target + "; found " + sample.channels().get(i).geometry(),
            "check that both are of one patient and one session, or register them first");
      }
      channels.add(channel);
    }
    return aligned.withChannels(channels);
  }

  private static boolean isZero(Image image) {
    for (float value : image.toFloats()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
