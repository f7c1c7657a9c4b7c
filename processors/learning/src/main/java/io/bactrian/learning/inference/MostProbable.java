package io.bactrian.learning.inference;

/** The class that a network says each voxel is of. */
public final class MostProbable {
  private MostProbable() {}

  /**
   * @param probabilities for each class those of all voxels
   * @return the index of the class with the largest, for each voxel; of equal ones the first
   */
  public static int[] classes(float[][] probabilities) {
    int[] classes = new int[probabilities[0].length];
    for (int voxel = 0; voxel < classes.length; voxel++) {
      int best = 0;
      for (int c = 1; c < probabilities.length; c++) {
        best = probabilities[c][voxel] > probabilities[best][voxel] ? c : best;
      }
      classes[voxel] = best;
    }
    return classes;
  }
}
