package io.bactrian.learning.data;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.learning.sampling.ClassMap;
import java.util.Arrays;
import java.util.List;

/**
 * A subject ready to cut patches from: its channels as they lie in files or memory, and its labels
 * as indices into the class list.
 *
 * @param images channels on one grid
 * @param classes the class of each voxel
 * @param ofFiles how many of the channels each file gave
 */
public record SubjectVolume(List<Image> images, ClassMap classes, List<Integer> ofFiles) {
  /**
   * Opens and checks a subject.
   *
   * @param classList label values in the order of the network's classes, or null without labels
   * @throws ImageContentException when the channels are not as many as the network takes or differ
   *     in size, the label map is missing or of another size, or holds a label outside of the list
   */
  public static SubjectVolume open(SubjectSource source, int channels, List<Integer> classList) {
    SubjectSource.Images images = source.open();
    if (images.channels().size() != channels) {
      throw new ImageContentException(
          "There are " + images.channels().size() + " channels instead of " + channels,
          "subject " + source.id(),
          "the same " + channels + " channels for every subject",
          "complete the subject's row in the table, or remove the subject");
    }
    Geometry geometry = images.channels().get(0).geometry();
    for (Image image : images.channels()) {
      checkSize("A channel", image.geometry(), geometry, source.id());
    }
    short[] classes = null;
    int background = -1;
    if (classList != null) {
      if (images.label() == null) {
        throw new ImageContentException(
            "The subject has no label map",
            "subject " + source.id(),
            "a label map for every subject that is trained on",
            "give its file in the Label column, or remove the subject");
      }
      checkSize("The label map", images.label().geometry(), geometry, source.id());
      classes = classesOf(images.label(), classList, source.id());
      background = classList.indexOf(0);
    }
    int count = classList == null ? 0 : classList.size();
    return new SubjectVolume(
        images.channels(),
        new ClassMap(geometry.size(), classes, count, background),
        images.ofFiles());
  }

  public Geometry geometry() {
    return images.get(0).geometry();
  }

  /** What this volume keeps from other use of the heap, roughly. */
  long heapBytes() {
    long bytes = classes.hasLabels() ? 2L * classes.classes().length : 0;
    for (Image image : images) {
      bytes += image.heapBytes();
    }
    return bytes;
  }

  private static void checkSize(String what, Geometry found, Geometry expected, String subject) {
    if (!Arrays.equals(found.size(), expected.size())) {
      throw new ImageContentException(
          what
              + " has "
              + Arrays.toString(found.size())
              + " voxels, but the first channel "
              + Arrays.toString(expected.size()),
          "subject " + subject,
          "all channels and the label map of a subject on one grid",
          "resample them to one grid, for example with harmonize:resample");
    }
  }

  private static short[] classesOf(Image label, List<Integer> classList, String subject) {
    ClassLookup lookup = new ClassLookup(classList);
    Geometry geometry = label.geometry();
    int width = geometry.size(0);
    short[] classes = new short[Math.toIntExact(geometry.voxels())];
    float[] row = new float[width];
    int target = 0;
    for (int z = 0; z < geometry.size(2); z++) {
      for (int y = 0; y < geometry.size(1); y++) {
        label.readRow(0, y, z, width, row, 0);
        for (int x = 0; x < width; x++) {
          int index = lookup.index(row[x]);
          if (index < 0) {
            throw outside(row[x], x, y, z, classList, subject);
          }
          classes[target++] = (short) index;
        }
      }
    }
    return classes;
  }

  private static ImageContentException outside(
      float value, int x, int y, int z, List<Integer> classList, String subject) {
    String shown = value == Math.rint(value) ? String.valueOf((long) value) : value + "";
    return new ImageContentException(
        "The label map holds " + shown + ", which is not in class_list",
        "subject " + subject + ", voxel (" + x + ", " + y + ", " + z + ")",
        "only labels of class_list " + classList,
        "add the label to class_list, or correct the label map");
  }
}
