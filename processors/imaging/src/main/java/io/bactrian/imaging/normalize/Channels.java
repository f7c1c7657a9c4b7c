package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.List;

/** Changes of each channel by itself, which know how to name it in messages. */
final class Channels {
  private Channels() {}

  interface Change {
    /**
     * New values of a channel.
     *
     * @param voxels to be changed, x fastest; the caller's own
     * @param where subject and channel, for messages
     * @return the same or another array
     */
    float[] apply(float[] voxels, Image image, String where);
  }

  static Sample change(Sample sample, String subject, Change change) {
    List<Image> channels = new ArrayList<>();
    for (Image channel : sample.channels()) {
      String where = where(subject, channels.size());
      channels.add(
          Image.of(change.apply(channel.copyFloats(), channel, where), channel.geometry()));
    }
    return sample.withChannels(channels);
  }

  /** As messages name a channel; {@code index} is from 0. */
  static String where(String subject, int index) {
    return "subject " + subject + ", channel " + (index + 1);
  }

  /** That an image, or what a mask holds of it, is constant or not finite. */
  static ImageContentException constant(String what, double low, double high, String where) {
    return new ImageContentException(
        "The values " + what + " reach from " + low + " to " + high,
        where,
        "finite values that are not all the same",
        "look at the image; leave the subject out if it is empty, or choose another mask or range");
  }

  static boolean isRange(double low, double high) {
    return high > low && Double.isFinite(high - low);
  }
}
