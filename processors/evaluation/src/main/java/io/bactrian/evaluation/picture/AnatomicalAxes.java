package io.bactrian.evaluation.picture;

import io.bactrian.imaging.Geometry;

/**
 * Which axis of an image runs most nearly along each axis of the patient: left, posterior,
 * superior, in that order.
 *
 * @param voxelAxis axis of the image (0 x, 1 y, 2 z) for each axis of the patient
 * @param reversed true where the image's axis runs the other way: to the right, to the front, down
 */
record AnatomicalAxes(int[] voxelAxis, boolean[] reversed) {
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  static AnatomicalAxes of(Geometry geometry) {
    int[] best = ORDERS[0];
    double bestFit = -1;
    for (int[] order : ORDERS) {
      double fit = 0;
      for (int patient = 0; patient < 3; patient++) {
        fit += Math.abs(geometry.direction(patient, order[patient]));
      }
      // Identity comes first and wins where an image is turned by 45 degrees.
      if (fit > bestFit + 1e-9) {
        bestFit = fit;
        best = order;
      }
    }
    boolean[] reversed = new boolean[3];
    for (int patient = 0; patient < 3; patient++) {
      reversed[patient] = geometry.direction(patient, best[patient]) < 0;
    }
    return new AnatomicalAxes(best.clone(), reversed);
  }

  /** The axis of the patient along which an axis of the image runs. */
  int patientAxis(int voxel) {
    for (int patient = 0; patient < 3; patient++) {
      if (voxelAxis[patient] == voxel) {
        return patient;
      }
    }
    throw new IllegalArgumentException("No axis " + voxel);
  }
}
