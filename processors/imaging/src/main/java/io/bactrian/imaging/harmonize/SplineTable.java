package io.bactrian.imaging.harmonize;

/**
 * For each index along one axis of a target grid, the four coefficients of a cubic B-spline along
 * the source axis that it runs along, and their weights. Offsets count voxels in memory.
 *
 * @param from first index whose centre lies in the source
 * @param to one behind the last
 * @param offsets four for each index
 * @param weights four for each index
 */
record SplineTable(int from, int to, int[] offsets, float[] weights) {

  /** As {@link AxisTable#of}; beyond the outermost centres the source is mirrored. */
  static SplineTable of(int targetSize, double start, double step, int sourceSize, int stride) {
    SplineTable whole = new SplineTable(0, 0, new int[4 * targetSize], new float[4 * targetSize]);
    int from = targetSize;
    int to = 0;
    for (int i = 0; i < targetSize; i++) {
      double position = GridMap.steady(start + step * i);
      if (GridMap.covers(position, sourceSize)) {
        from = Math.min(from, i);
        to = i + 1;
        whole.set(i, position, sourceSize, stride);
      }
    }
    return new SplineTable(Math.min(from, to), to, whole.offsets, whole.weights);
  }

  /** For a single index, to be set again and again. */
  static SplineTable ofOne() {
    return new SplineTable(0, 1, new int[4], new float[4]);
  }

  /** The four coefficients about one position. */
  void set(int index, double position, int size, int stride) {
    int below = (int) Math.floor(position);
    double t = position - below;
    double u = 1 - t;
    int at = 4 * index;
    weights[at] = (float) (u * u * u / 6);
    weights[at + 1] = (float) (2.0 / 3 - t * t * (2 - t) / 2);
    weights[at + 2] = (float) (2.0 / 3 - u * u * (2 - u) / 2);
    weights[at + 3] = (float) (t * t * t / 6);
    for (int k = 0; k < 4; k++) {
      offsets[at + k] = Padding.mirrored(below - 1 + k, size) * stride;
    }
  }
}
