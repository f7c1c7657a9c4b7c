package io.bactrian.learning.sampling;

/**
 * The class of every voxel of a volume, as indices into the class list, x fastest; and, found when
 * first asked for, how many voxels of each class every slice has, by which the k-th voxel of a
 * class is reached without a list of voxels.
 */
public final class ClassMap {
  private final int[] size;
  private final short[] classes;
  private final int classCount;
  private final int background;
  private volatile int[][] before;

  /**
   * @param size voxels along x, y, z
   * @param classes index into the class list for each voxel, not copied; or null when the subject
   *     has no label map
   * @param classCount length of the class list
   * @param background index of label 0 in the class list, or -1
   */
  public ClassMap(int[] size, short[] classes, int classCount, int background) {
    if (classes != null && classes.length != (long) size[0] * size[1] * size[2]) {
      throw new IllegalArgumentException("Not one class a voxel: " + classes.length);
    }
    this.size = size.clone();
    this.classes = classes;
    this.classCount = classCount;
    this.background = background;
  }

  public int size(int axis) {
    return size[axis];
  }

  public int classCount() {
    return classCount;
  }

  /** Index of label 0, or -1 when the class list lacks it. */
  public int background() {
    return background;
  }

  public boolean hasLabels() {
    return classes != null;
  }

  /** The indices themselves, x fastest; not to be written to. */
  public short[] classes() {
    return classes;
  }

  /** How many voxels the class has. */
  public int count(int classIndex) {
    int[] counts = slices()[classIndex];
    return counts[counts.length - 1];
  }

  /**
   * The position in memory of one voxel of a class.
   *
   * @param rank 0 to {@link #count} - 1, in order of memory
   */
  public int voxel(int classIndex, int rank) {
    int[] counts = slices()[classIndex];
    int low = 0;
    int high = size[2] - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (counts[middle] <= rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int left = rank - counts[low];
    int voxel = low * size[0] * size[1];
    while (classes[voxel] != classIndex || left-- > 0) {
      voxel++;
    }
    return voxel;
  }

  /** For each class the voxels before each slice, and all of them as last element. */
  private int[][] slices() {
    int[][] known = before;
    if (known == null) {
      // Two threads may both count: the same result, and no lock where patches are drawn.
      known = countSlices();
      before = known;
    }
    return known;
  }

  private int[][] countSlices() {
    int[][] counts = new int[classCount][size[2] + 1];
    int slice = size[0] * size[1];
    for (int z = 0; z < size[2]; z++) {
      for (int i = z * slice; i < (z + 1) * slice; i++) {
        counts[classes[i]][z + 1]++;
      }
      for (int[] ofClass : counts) {
        ofClass[z + 1] += ofClass[z];
      }
    }
    return counts;
  }
}
