package io.bactrian.learning.augmentation.picture;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.ZScore;
import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.augmentation.PatchData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One image, or the middle of a large one, as a patch that is square across z, changed by one
 * augmentation after the other, each on its own and whatever its probability. Grey images are
 * turned to RAS+ and get a z-score first, as before a training; of three channels of one file red,
 * green and blue are shown.
 */
public final class Gallery {
  /** The longest side that is changed. */
  private static final int LARGEST = 256;

  /** Most voxels that are changed: the sides of a volume may have 256, three channels fit too. */
  private static final long MOST = 24L << 20;

  private final Sample sample;
  private final boolean colours;
  private final int[] size = new int[3];
  private final int[] start = new int[3];
  private final int slice;

  private Gallery(Sample sample, boolean colours) {
    this.sample = sample;
    this.colours = colours;
    Geometry geometry = sample.geometry();
    int side = Math.max(geometry.size(0), geometry.size(1));
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.min(LARGEST, axis < 2 ? side : geometry.size(2));
      start[axis] = Math.floorDiv(geometry.size(axis) - size[axis], 2);
    }
    slice = slice();
  }

  /**
   * @param channels of one file, on one grid
   * @param label on the same grid, or null
   * @param subject names the image in messages
   * @throws ImageContentException when the label lies on another grid, the image is empty, or there
   *     are too many channels to change at once
   */
  public static Gallery of(List<Image> channels, LabelMap label, String subject) {
    Geometry geometry = channels.get(0).geometry();
    if (label != null && !Arrays.equals(label.geometry().size(), geometry.size())) {
      throw new ImageContentException(
          "The label map has " + Arrays.toString(label.geometry().size()) + " voxels",
          subject,
          "as many as the image, " + Arrays.toString(geometry.size()),
          "give the label map of this image");
    }
    boolean colours = channels.size() == 3;
    Sample sample = new Sample(channels, label);
    if (!colours) {
      sample = new ZScore(Mask.ALL).apply(new Canonical().apply(sample, subject), subject);
    }
    Gallery gallery = new Gallery(sample, colours);
    long voxels = (long) gallery.size[0] * gallery.size[1] * gallery.size[2] * channels.size();
    if (voxels > MOST) {
      throw new ImageContentException(
          "There are " + channels.size() + " channels",
          subject,
          "fewer: " + MOST + " voxels in all channels are changed at most",
          "give one of the channels");
    }
    return gallery;
  }

  /** Whether red, green and blue are there to be changed. */
  public boolean hasColours() {
    return colours;
  }

  /** Whether an augmentation can be shown on this image. */
  public boolean shows(AugmentationSettings settings) {
    return colours || !create(settings).needsColours();
  }

  /** The image as it is. */
  Section original() {
    return Section.of(patch(), slice, colours);
  }

  /**
   * The image changed once.
   *
   * @throws io.bactrian.cohort.configuration.ConfigurationException for values that the
   *     augmentation cannot take
   */
  Section changed(AugmentationSettings settings, long seed) {
    PatchData patch = patch();
    create(settings).apply(patch, new SplittableRandom(seed));
    return Section.of(patch, slice, colours);
  }

  private Augmentation create(AugmentationSettings settings) {
    AugmentationSettings always =
        new AugmentationSettings(settings.name(), 1, settings.parameters());
    return Augmentations.of(List.of(always), size).get(0);
  }

  private PatchData patch() {
    PatchData patch = new PatchData(size, sample.channels().size(), sample.label() != null);
    for (int channel = 0; channel < patch.channels(); channel++) {
      read(sample.channels().get(channel), patch.channel(channel));
    }
    if (patch.labels() != null) {
      float[] values = new float[patch.voxels()];
      read(sample.label().toImage(), values);
      for (int i = 0; i < values.length; i++) {
        patch.labels()[i] = (int) values[i];
      }
    }
    patch.group(List.of(patch.channels())); // of one file
    Geometry geometry = sample.geometry();
    patch.place(geometry.spacing(), start, geometry.size(), 0, null);
    return patch;
  }

  /** What the square has beyond the image is as dark as the image gets. */
  private void read(Image image, float[] target) {
    Geometry geometry = image.geometry();
    float darkest = Float.MAX_VALUE;
    for (float value : image.toFloats()) {
      darkest = Math.min(darkest, value);
    }
    Arrays.fill(target, darkest);
    int first = Math.max(0, start[0]);
    int count = Math.min(geometry.size(0), start[0] + size[0]) - first;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        int row = start[1] + y;
        if (row >= 0 && row < geometry.size(1)) {
          int to = (z * size[1] + y) * size[0] + first - start[0];
          image.readRow(first, row, start[2] + z, count, target, to);
        }
      }
    }
  }

  /** The slice with the most labelled voxels, or the middle one. */
  private int slice() {
    PatchData patch = patch();
    int best = size[2] / 2;
    if (patch.labels() == null) {
      return best;
    }
    int most = 0;
    int plane = size[0] * size[1];
    for (int z = 0; z < size[2]; z++) {
      int count = 0;
      for (int i = z * plane; i < (z + 1) * plane; i++) {
        count += patch.labels()[i] != 0 ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = z;
      }
    }
    return best;
  }
}
