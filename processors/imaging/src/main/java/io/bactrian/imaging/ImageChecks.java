package io.bactrian.imaging;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Looks whether images can be used for training and inference. Each check throws {@link
 * ImageContentException}; {@code where} names the file or the subject in its message.
 */
public final class ImageChecks {
  /** Grids of one subject may differ by this part of a voxel: rounding in headers. */
  private static final double SAME_GRID_WITHIN = 1e-2;

  private static final int MOST_SHOWN = 8;

  private ImageChecks() {}

  /**
   * All checks for one subject: channels on one grid, finite and not constant, the label on the
   * same grid and within the classes.
   *
   * @param classes the labels that may occur; null when any may
   */
  public static void check(Sample sample, Collection<Integer> classes, String subject) {
    sameGrid(sample, subject);
    values(sample, classes, subject, false);
  }

  /**
   * Channels finite and not constant, the label within the classes; {@code null} for any.
   *
   * @param colours whether the channels are colours of one picture, perhaps with opacity: of these
   *     one must vary, as blue does not where nothing but glass is seen
   */
  public static void values(
      Sample sample, Collection<Integer> classes, String subject, boolean colours) {
    boolean varied = !colours;
    for (int i = 0; i < sample.channels().size(); i++) {
      String where = "subject " + subject + ", channel " + (i + 1);
      varied |= usable(sample.channels().get(i), where, colours) && i < 3;
    }
    if (!varied) {
      throw constant(sample.channels().get(0).value(0, 0, 0), "subject " + subject + ", channel 1");
    }
    if (sample.label() != null && classes != null) {
      labelsWithin(sample.label(), classes, "subject " + subject + ", label");
    }
  }

  /** Channels and label on one grid. */
  public static void sameGrid(Sample sample, String subject) {
    sameGrid(sample.channels(), "subject " + subject);
    if (sample.label() != null) {
      sameGrid(sample.label(), sample.geometry(), "subject " + subject + ", label");
    }
  }

  /** No NaN, nothing infinite, and not the same value everywhere; in one pass. */
  public static void usable(Image image, String where) {
    usable(image, where, false);
  }

  /** Whether the values differ; that they do not is a mistake unless they need not. */
  private static boolean usable(Image image, String where, boolean mayBeConstant) {
    int width = image.geometry().size(0);
    int height = image.geometry().size(1);
    int slices = image.geometry().size(2);
    float first = (float) image.value(0, 0, 0);
    AtomicIntegerArray broken = new AtomicIntegerArray(slices);
    AtomicIntegerArray varied = new AtomicIntegerArray(slices);
    Slices.forEach(
        slices,
        z -> {
          float[] row = new float[width];
          int wrong = 0;
          int other = 0;
          for (int y = 0; y < height; y++) {
            image.readRow(0, y, z, width, row, 0);
            for (float value : row) {
              wrong += Float.isFinite(value) ? 0 : 1;
              other |= value != first ? 1 : 0;
            }
          }
          broken.set(z, wrong);
          varied.set(z, other);
        });
    long wrong = 0;
    boolean constant = true;
    for (int z = 0; z < slices; z++) {
      wrong += broken.get(z);
      constant &= varied.get(z) == 0;
    }
    if (wrong > 0) {
      throw new ImageContentException(
          "The image holds NaN or infinite values in " + wrong + " voxels",
          where,
          "finite values everywhere",
          "write the image again with numbers (0, say) there, or leave the subject out");
    }
    if (constant && !mayBeConstant) {
      throw constant(first, where);
    }
    return !constant;
  }

  private static ImageContentException constant(double value, String where) {
    return new ImageContentException(
        "The image is constant: every voxel is " + value,
        where,
        "an image with structure",
        "check how the image was exported, or leave the subject out");
  }

  /** All channels have one size and lie in the same place. */
  public static void sameGrid(List<Image> channels, String where) {
    for (int i = 1; i < channels.size(); i++) {
      if (!channels.get(i).geometry().matches(channels.get(0).geometry(), SAME_GRID_WITHIN)) {
        throw new ImageContentException(
            "Channel " + (i + 1) + " lies on another grid than channel 1",
            where,
            channels.get(0).geometry() + "; found " + channels.get(i).geometry(),
            "begin with align (harmonize:align, or align in data_preprocessing) if they are of one"
                + " session; register them first if not");
      }
    }
  }

  /** The label has the size and the place of the image. */
  public static void sameGrid(LabelMap label, Geometry image, String where) {
    if (!label.geometry().matches(image, SAME_GRID_WITHIN)) {
      throw new ImageContentException(
          "The label lies on another grid than the image",
          where,
          image + "; found " + label.geometry(),
          "draw or resample the label on the grid of the image");
    }
  }

  /** No label occurs that is not among the classes. */
  public static void labelsWithin(LabelMap label, Collection<Integer> classes, String where) {
    Set<Integer> known = new TreeSet<>(classes);
    SortedMap<Integer, Long> counts = label.counts();
    counts.keySet().removeAll(known);
    if (!counts.isEmpty()) {
      throw new ImageContentException(
          "Labels outside class_list: "
              + few(counts.keySet())
              + " ("
              + counts.values().stream().mapToLong(Long::longValue).sum()
              + " voxels)",
          where,
          "only labels of class_list: " + few(known),
          "add the label to class_list, or change it in the file");
    }
  }

  /** An image taken for a label has thousands of values. */
  private static String few(Collection<Integer> labels) {
    if (labels.size() <= MOST_SHOWN) {
      return labels.toString();
    }
    String shown =
        String.join(", ", labels.stream().limit(MOST_SHOWN).map(String::valueOf).toList());
    return "[" + shown + ", ... " + labels.size() + " in all]";
  }
}
