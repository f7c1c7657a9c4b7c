package io.bactrian.imaging.harmonize;

/**
 * For each index along one axis of a target grid, where to look along the one axis of the source
 * that it runs along. Offsets count voxels of the source in memory.
 *
 * @param from first index whose centre lies in the source
 * @param to one behind the last
 * @param lower offset of the voxel at or before the point
 * @param upper offset of the voxel after it, the same as {@code lower} where the point lies on a
 *     voxel or beyond the centre of the first or last one
 * @param weight of {@code upper}, 0 to 1
 * @param nearest offset of the nearest voxel
 */
record AxisTable(int from, int to, int[] lower, int[] upper, float[] weight, int[] nearest) {

  /**
   * The source covers -0.5 (included) to size - 0.5 (excluded) in units of its voxels, as ITK has
   * it; between the border and the outermost centre the outermost value holds.
   *
   * @param stride voxels in memory from one index of the source axis to the next
   */
  static AxisTable of(int targetSize, double start, double step, int sourceSize, int stride) {
    int[] lower = new int[targetSize];
    int[] upper = new int[targetSize];
    int[] nearest = new int[targetSize];
    float[] weight = new float[targetSize];
    int from = targetSize;
    int to = 0;
    for (int i = 0; i < targetSize; i++) {
      double position = GridMap.steady(start + step * i);
      if (!GridMap.covers(position, sourceSize)) {
        continue;
      }
      from = Math.min(from, i);
      to = i + 1;
      int below = (int) Math.floor(position);
      double fraction = position - below;
      int first = Math.max(0, below);
      int second = fraction == 0 ? first : Math.min(sourceSize - 1, below + 1);
      lower[i] = first * stride;
      upper[i] = second * stride;
      weight[i] = first == second ? 0 : (float) fraction;
      nearest[i] = (int) Math.floor(position + 0.5) * stride;
    }
    return new AxisTable(Math.min(from, to), to, lower, upper, weight, nearest);
  }

  boolean covers(int index) {
    return index >= from && index < to;
  }

  /** True when every point lies on a voxel (or beyond the centre of an outermost one). */
  boolean isExact() {
    for (int i = from; i < to; i++) {
      if (weight[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** True when neighbours in the target are neighbours in the memory of the source. */
  boolean isContiguous() {
    for (int i = from + 1; i < to; i++) {
      if (nearest[i] != nearest[i - 1] + 1) {
        return false;
      }
    }
    return true;
  }
}
