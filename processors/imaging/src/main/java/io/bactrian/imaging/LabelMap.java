package io.bactrian.imaging;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whole numbers that name the structure each voxel belongs to (0 is background by custom), with
 * their {@link Geometry}. Voxels lie x fastest, then y, then z. Treated as immutable.
 *
 * @param labels as many as {@code geometry} has voxels; not copied
 */
public record LabelMap(int[] labels, Geometry geometry) {
  public LabelMap {
    if (labels.length != geometry.voxels()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + geometry.voxels() + " voxels");
    }
  }

  /**
   * The labels of an image of whole numbers.
   *
   * @param source names the file or subject in the message
   * @throws ImageContentException when a voxel is no whole number, or beyond the range of int
   */
  public static LabelMap of(Image image, String source) {
    float[] values = image.toFloats();
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int label = Math.round(values[i]);
      if (Math.abs(values[i] - label) > 1e-3f || Float.isNaN(values[i])) {
        throw new ImageContentException(
            "A label map holds " + values[i] + ", which is no whole number",
            source,
            "whole numbers, one for each structure",
            "give the segmentation itself, not a probability map or an interpolated image");
      }
      labels[i] = label;
    }
    return new LabelMap(labels, image.geometry());
  }

  /** The same labels as an image. */
  public Image toImage() {
    float[] values = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = labels[i];
    }
    return Image.of(values, geometry);
  }

  /** How many voxels each label has, in order of the labels. */
  public SortedMap<Integer, Long> counts() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    int run = 0;
    for (int i = 1; i <= labels.length; i++) {
      if (i == labels.length || labels[i] != labels[run]) {
        counts.merge(labels[run], (long) (i - run), Long::sum);
        run = i;
      }
    }
    return counts;
  }

  /**
   * The same map by other values. Background (0) stays when it has none.
   *
   * @param values the new value of each
   * @param source for messages
   * @throws ImageContentException for a label without a new value
   */
  public LabelMap relabelled(Map<Integer, Integer> values, String source) {
    int[] changed = new int[labels.length];
    int last = 0;
    int lastValue = values.getOrDefault(0, 0);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != last) {
        last = labels[i];
        Integer value = last == 0 ? values.getOrDefault(0, 0) : values.get(last);
        if (value == null) {
          throw new ImageContentException(
              "The label map holds " + last + ", which is in no class",
              source,
              "labels among " + values.keySet(),
              "add the label to class_list, or correct the label map");
        }
        lastValue = value;
      }
      changed[i] = lastValue;
    }
    return new LabelMap(changed, geometry);
  }
}
