package io.bactrian.learning.augmentation;

import io.bactrian.imaging.ImageContentException;

/** Red, green and blue as the channels of a patch, three by three. */
final class Colours {
  private Colours() {}

  /**
   * The value of full brightness: 1 when no value is above, else 255.
   *
   * @throws ImageContentException when the channels are not in threes, or values are below 0 or
   *     above 255
   */
  static float full(PatchData patch, String augmentation) {
    String where = "data_augmentation, " + augmentation;
    if (patch.channels() % 3 != 0) {
      throw new ImageContentException(
          "Colours are to be changed, but the images have " + patch.channels() + " channel(s)",
          where,
          "images with red, green and blue as channels",
          "train on colour images, or remove " + augmentation);
    }
    float low = 0;
    float high = 0;
    for (int channel = 0; channel < patch.channels(); channel++) {
      for (float value : patch.channel(channel)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (!(low >= 0 && high <= 255)) {
      throw new ImageContentException(
          "Colours are to be changed, but values run from " + low + " to " + high,
          where,
          "colours from 0 to 1 or from 0 to 255",
          "leave out preprocessing that shifts intensities, such as normalize (by mean and deviation"
              + " of each image; after normalize_imagenet, normalize_standardize or"
              + " normalize_by_val colours are known), or remove "
              + augmentation);
    }
    return high <= 1 ? 1 : 255;
  }
}
