package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;
import java.util.Locale;

/**
 * The voxels of one channel that a {@link Mask} holds: those above a bound, those not 0, or those
 * of a label map.
 */
final class Region {
  private final Mask mask;
  private final float above;
  private final boolean[] inside;

  private Region(Mask mask, float above, boolean[] inside) {
    this.mask = mask;
    this.above = above;
    this.inside = inside;
  }

  /**
   * The region of a mask in a channel.
   *
   * @param where names subject and channel in messages
   * @throws ImageContentException when the subject lacks the label or the mask file
   */
  static Region of(Mask mask, Image image, float[] voxels, Sample sample, String where) {
    return switch (mask) {
      case ALL, NONZERO, POSITIVE -> new Region(mask, 0, null);
      case OTSU -> new Region(mask, Otsu.threshold(voxels), null);
      case LABEL -> new Region(mask, 0, lookUp(sample.label(), image, mask, where));
      case FILE -> new Region(mask, 0, lookUp(sample.mask(), image, mask, where));
    };
  }

  Mask mask() {
    return mask;
  }

  boolean holds(int index, float value) {
    return switch (mask) {
      case ALL -> true;
      case NONZERO -> value != 0;
      case POSITIVE, OTSU -> value > above;
      case LABEL, FILE -> inside[index];
    };
  }

  /** The values of the voxels it holds, in their order; the array itself when it holds all. */
  float[] values(float[] voxels) {
    if (mask == Mask.ALL) {
      return voxels;
    }
    int[] starts = new int[Chunks.count(voxels.length) + 1];
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          int count = 0;
          for (int i = from; i < to; i++) {
            count += holds(i, voxels[i]) ? 1 : 0;
          }
          starts[index + 1] = count;
        });
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    float[] values = new float[starts[starts.length - 1]];
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          int at = starts[index];
          for (int i = from; i < to; i++) {
            if (holds(i, voxels[i])) {
              values[at++] = voxels[i];
            }
          }
        });
    return values;
  }

  /**
   * As {@link #values}, at least one.
   *
   * @throws ImageContentException when there is none
   */
  float[] someValues(float[] voxels, String where) {
    float[] values = values(voxels);
    if (values.length == 0) {
      throw new ImageContentException(
          "The mask " + name(mask) + " holds no voxel",
          where,
          "at least one voxel",
          "look at the image and its mask; choose another mask, or leave the subject out");
    }
    return values;
  }

  static String name(Mask mask) {
    return mask.name().toLowerCase(Locale.ROOT);
  }

  /** Nearest label at the place of each voxel; outside the label map is outside the mask. */
  private static boolean[] lookUp(LabelMap labels, Image image, Mask mask, String where) {
    if (labels == null) {
      throw new ImageContentException(
          "The subject has no " + (mask == Mask.LABEL ? "label" : "mask file"),
          where,
          "one, since statistics are to be taken from the mask " + name(mask),
          mask == Mask.LABEL
              ? "choose another mask: subjects to predict have no label"
              : "add a column BrainMask with the file to the table, or choose another mask");
    }
    Geometry grid = image.geometry();
    boolean[] inside = new boolean[Math.toIntExact(grid.voxels())];
    int[] size = labels.geometry().size();
    double[] to = grid.voxelsTo(labels.geometry());
    Slices.forEach(
        grid.size(2),
        z -> {
          int at = z * grid.size(1) * grid.size(0);
          for (int y = 0; y < grid.size(1); y++) {
            for (int x = 0; x < grid.size(0); x++, at++) {
              int i = (int) Math.rint(to[0] * x + to[1] * y + to[2] * z + to[3]);
              int j = (int) Math.rint(to[4] * x + to[5] * y + to[6] * z + to[7]);
              int k = (int) Math.rint(to[8] * x + to[9] * y + to[10] * z + to[11]);
              boolean known = i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1];
              inside[at] =
                  known && k < size[2] && labels.labels()[(k * size[1] + j) * size[0] + i] != 0;
            }
          }
        });
    return inside;
  }
}
