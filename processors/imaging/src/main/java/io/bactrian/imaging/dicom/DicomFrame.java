package io.bactrian.imaging.dicom;

import java.nio.file.Path;
import java.util.Map;

/**
 * One plane of pixels and where it lies, from the header of its file.
 *
 * @param index of the frame in its file, from 0
 * @param position LPS millimetres of the centre of the first pixel, or null where the image is not
 *     placed in the patient
 * @param orientation unit vectors along a row and along a column, six numbers; or null
 * @param spacing millimetres between columns (x) and between rows (y)
 * @param sliceSpacing what the header says of the distance of slices, or null
 * @param traits what may tell volumes of one series apart, by name: echo, temporal position, ...
 */
record DicomFrame(
    Path file,
    int index,
    double[] position,
    double[] orientation,
    double[] spacing,
    Double sliceSpacing,
    double slope,
    double intercept,
    PixelFormat format,
    Map<String, String> traits) {

  boolean isPlaced() {
    return position != null && orientation != null;
  }

  /** The unit vector across the plane: row x column. */
  double[] normal() {
    double[] o = orientation;
    return new double[] {
      o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
    };
  }

  /** Millimetres along a normal. */
  double along(double[] normal) {
    return position[0] * normal[0] + position[1] * normal[1] + position[2] * normal[2];
  }

  /** Whether both can be planes of one volume. */
  boolean isParallelTo(DicomFrame other) {
    PixelFormat a = format;
    PixelFormat b = other.format;
    if (a.columns() != b.columns()
        || a.rows() != b.rows()
        || a.type() != b.type()
        || a.samples() != b.samples()
        || a.isPalette() != b.isPalette()
        || isPlaced() != other.isPlaced()) {
      return false;
    }
    return close(spacing, other.spacing, 1e-4 * spacing[0])
        && (!isPlaced() || close(orientation, other.orientation, 2e-3));
  }

  private static boolean close(double[] a, double[] b, double tolerance) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > tolerance) {
        return false;
      }
    }
    return true;
  }
}
