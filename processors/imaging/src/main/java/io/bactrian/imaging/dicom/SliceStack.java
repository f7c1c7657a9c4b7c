package io.bactrian.imaging.dicom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Planes in the order of their positions along the normal, and the grid that they make up.
 *
 * <p>As in ITK, the first slice is the lowest along row x column, and the distance of slices is
 * that of the first and the last position over their number less one. Positions that step aside
 * with each slice (a tilted gantry) are kept as they are: the third axis of the direction is then
 * not at a right angle to the others, and every voxel is where it was in the patient.
 */
final class SliceStack {
  /** Part of the distance of slices by which a step may differ from the others. */
  private static final double UNEVEN = 0.05;

  /** Part of a pixel by which the positions may leave the normal unnoticed. */
  private static final double ASIDE = 0.1;

  private final List<DicomFrame> frames;
  private final Geometry geometry;

  private SliceStack(List<DicomFrame> frames, Geometry geometry) {
    this.frames = frames;
    this.geometry = geometry;
  }

  /** From the lowest along the normal on. */
  List<DicomFrame> frames() {
    return frames;
  }

  Geometry geometry() {
    return geometry;
  }

  /**
   * @param where for errors
   * @throws ImageFormatException when slices are missing, doubled or scattered, naming positions
   */
  static SliceStack of(List<DicomFrame> frames, String where) {
    DicomFrame first = frames.get(0);
    if (!first.isPlaced()) {
      return unplaced(frames, where);
    }
    double[] normal = first.normal();
    List<DicomFrame> sorted = new ArrayList<>(frames);
    sorted.sort(Comparator.comparingDouble(frame -> frame.along(normal)));
    return new SliceStack(sorted, placed(sorted, normal, where));
  }

  /** Frames of one file in its order, one after another; planes of several files have no order. */
  private static SliceStack unplaced(List<DicomFrame> frames, String where) {
    DicomFrame first = frames.get(0);
    boolean oneFile = frames.stream().allMatch(frame -> frame.file().equals(first.file()));
    if (!oneFile) {
      throw new ImageFormatException(
          "The " + frames.size() + " DICOM images have no positions in the patient",
          where,
          Tag.describe(Tag.IMAGE_POSITION_PATIENT) + " in every file, or one file",
          "read the files one by one, as flat images");
    }
    double between = frames.size() > 1 && first.sliceSpacing() != null ? first.sliceSpacing() : 1;
    double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    return new SliceStack(frames, grid(first, frames.size(), between, new double[3], identity));
  }

  private static Geometry placed(List<DicomFrame> sorted, double[] normal, String where) {
    DicomFrame first = sorted.get(0);
    int count = sorted.size();
    if (count == 1) {
      double between = first.sliceSpacing() == null ? 1 : first.sliceSpacing();
      return grid(first, 1, between, first.position(), direction(first, normal));
    }
    checkSteps(sorted, normal, where);
    double[] step = new double[3];
    double length = 0;
    for (int axis = 0; axis < 3; axis++) {
      step[axis] = (sorted.get(count - 1).position()[axis] - first.position()[axis]) / (count - 1);
      length += step[axis] * step[axis];
    }
    length = Math.sqrt(length);
    double pixel = Math.min(first.spacing()[0], first.spacing()[1]);
    checkLine(sorted, step, pixel, where);
    double aside = 0;
    double along = step[0] * normal[0] + step[1] * normal[1] + step[2] * normal[2];
    for (int axis = 0; axis < 3; axis++) {
      aside += Math.pow(step[axis] - along * normal[axis], 2);
    }
    boolean sheared = Math.sqrt(aside) * (count - 1) > ASIDE * pixel;
    double[] third =
        sheared ? new double[] {step[0] / length, step[1] / length, step[2] / length} : normal;
    return grid(first, count, length, first.position(), direction(first, third));
  }

  private static double[] direction(DicomFrame frame, double[] third) {
    double[] o = frame.orientation();
    return new double[] {o[0], o[3], third[0], o[1], o[4], third[1], o[2], o[5], third[2]};
  }

  private static Geometry grid(
      DicomFrame frame, int count, double between, double[] origin, double[] direction) {
    return new Geometry(
        new int[] {frame.format().columns(), frame.format().rows(), count},
        new double[] {frame.spacing()[0], frame.spacing()[1], between},
        origin,
        direction);
  }

  private static void checkSteps(List<DicomFrame> sorted, double[] normal, String where) {
    double[] steps = new double[sorted.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = sorted.get(i + 1).along(normal) - sorted.get(i).along(normal);
    }
    double[] ordered = steps.clone();
    java.util.Arrays.sort(ordered);
    double usual = ordered[ordered.length / 2];
    List<String> doubled = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] <= SeriesSplitter.SAME_PLACE) {
        doubled.add(
            millimetres(sorted.get(i).along(normal))
                + " ("
                + sorted.get(i).file().getFileName()
                + ", "
                + sorted.get(i + 1).file().getFileName()
                + ")");
      } else if (Math.abs(steps[i] - usual) > UNEVEN * usual + 0.01) {
        gaps.add(
            millimetres(sorted.get(i).along(normal))
                + " to "
                + millimetres(sorted.get(i + 1).along(normal)));
      }
    }
    if (!doubled.isEmpty()) {
      throw unusable(
          "Slices of the DICOM series are there twice, at " + some(doubled),
          where,
          "one slice at each position along the normal",
          "take the copies out, or choose one of the volumes that are mixed");
    }
    if (!gaps.isEmpty()) {
      throw unusable(
          "Slices of the DICOM series are missing or unevenly spaced: "
              + some(gaps)
              + ", where others are "
              + millimetres(usual)
              + " apart",
          where,
          "slices at even distances",
          "copy the missing slices from where the series came, or leave the series out");
    }
  }

  private static void checkLine(
      List<DicomFrame> sorted, double[] step, double pixel, String where) {
    double[] start = sorted.get(0).position();
    for (int i = 0; i < sorted.size(); i++) {
      double distance = 0;
      for (int axis = 0; axis < 3; axis++) {
        double off = sorted.get(i).position()[axis] - start[axis] - i * step[axis];
        distance += off * off;
      }
      double length = Math.sqrt(step[0] * step[0] + step[1] * step[1] + step[2] * step[2]);
      if (Math.sqrt(distance) > Math.max(pixel, length)) {
        throw unusable(
            "The slices of the DICOM series do not lie in a row: "
                + sorted.get(i).file().getFileName()
                + " is "
                + millimetres(Math.sqrt(distance))
                + " off",
            where,
            "positions on one line",
            "leave the series out, or the slices that do not belong to it");
      }
    }
  }

  private static ImageFormatException unusable(
      String what, String where, String expected, String mend) {
    return new ImageFormatException(what, where, expected, mend);
  }

  private static String some(List<String> places) {
    int shown = Math.min(5, places.size());
    String text = String.join("; ", places.subList(0, shown));
    return shown < places.size() ? text + "; and " + (places.size() - shown) + " more" : text;
  }

  private static String millimetres(double value) {
    return String.format(Locale.ROOT, "%.2f mm", value);
  }
}
