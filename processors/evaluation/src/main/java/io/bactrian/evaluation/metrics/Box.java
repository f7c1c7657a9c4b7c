package io.bactrian.evaluation.metrics;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;

/**
 * A box of voxels.
 *
 * @param start first voxel, x, y, z
 * @param size voxels along x, y, z; all 0 when there is none
 */
record Box(int[] start, int[] size) {
  /** The smallest box that holds every voxel of a label in any of the maps, all on one grid. */
  static Box around(int label, LabelMap... maps) {
    Geometry geometry = maps[0].geometry();
    int[] low = geometry.size();
    int[] high = {-1, -1, -1};
    for (LabelMap map : maps) {
      int[] labels = map.labels();
      int i = 0;
      for (int z = 0; z < geometry.size(2); z++) {
        for (int y = 0; y < geometry.size(1); y++, i += geometry.size(0)) {
          int first = first(labels, i, geometry.size(0), label);
          if (first < 0) {
            continue;
          }
          int last = geometry.size(0) - 1;
          while (labels[i + last] != label) {
            last--;
          }
          low[0] = Math.min(low[0], first);
          high[0] = Math.max(high[0], last);
          low[1] = Math.min(low[1], y);
          high[1] = Math.max(high[1], y);
          low[2] = Math.min(low[2], z);
          high[2] = Math.max(high[2], z);
        }
      }
    }
    if (high[0] < 0) {
      return new Box(new int[3], new int[3]);
    }
    return new Box(
        low, new int[] {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1});
  }

  private static int first(int[] labels, int from, int count, int label) {
    for (int x = 0; x < count; x++) {
      if (labels[from + x] == label) {
        return x;
      }
    }
    return -1;
  }
}
