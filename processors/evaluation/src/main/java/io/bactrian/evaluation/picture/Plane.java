package io.bactrian.evaluation.picture;

/**
 * The three standard sections in radiological convention: seen from the feet (axial) or from the
 * front (coronal), so that the patient's right is at the left of the picture; sagittal with the
 * face to the left.
 */
enum Plane {
  AXIAL("Axial", 0, 1, 2, false, "R", "L", "A", "P"),
  CORONAL("Coronal", 0, 2, 1, true, "R", "L", "S", "I"),
  SAGITTAL("Sagittal", 1, 2, 0, true, "A", "P", "S", "I");

  final String title;

  /** Axis of the patient (0 left, 1 posterior, 2 superior) that runs to the right. */
  final int columns;

  /** Axis of the patient that runs up or down. */
  final int rows;

  /** Axis of the patient that runs through the picture. */
  final int normal;

  /** True when {@link #rows} runs up. */
  final boolean upwards;

  final String left;
  final String right;
  final String top;
  final String bottom;

  Plane(
      String title,
      int columns,
      int rows,
      int normal,
      boolean upwards,
      String left,
      String right,
      String top,
      String bottom) {
    this.title = title;
    this.columns = columns;
    this.rows = rows;
    this.normal = normal;
    this.upwards = upwards;
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  /** The plane through which an axis of the patient runs. */
  static Plane across(int normal) {
    for (Plane plane : values()) {
      if (plane.normal == normal) {
        return plane;
      }
    }
    throw new IllegalArgumentException("No plane across " + normal);
  }
}
