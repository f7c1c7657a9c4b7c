package io.bactrian.evaluation.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import java.util.Arrays;
import java.util.List;

/**
 * What part of an image shows its structures best.
 *
 * @param centre voxel x, y, z that the sections go through: along each axis the median of the
 *     structures' voxels, so that every section hits one of them
 * @param start first voxel of the box that is shown
 * @param size voxels of that box: the structures with a margin, within the image
 */
record Viewpoint(int[] centre, int[] start, int[] size) {
  /** Around a structure at least this much is shown, and at least this part of its length. */
  private static final double MARGIN_MM = 15;

  private static final double MARGIN = 0.6;

  /** The view on the labels of the first map that has any; of the whole image without. */
  static Viewpoint on(Geometry geometry, List<LabelMap> maps, List<Integer> labels) {
    for (LabelMap map : maps) {
      int[][] counts = counts(map, labels);
      if (Arrays.stream(counts[0]).sum() > 0) {
        return around(geometry, counts);
      }
    }
    int[] size = geometry.size();
    return new Viewpoint(new int[] {size[0] / 2, size[1] / 2, size[2] / 2}, new int[3], size);
  }

  /** Voxels of the labels by position, for each axis. */
  private static int[][] counts(LabelMap map, List<Integer> labels) {
    int[] size = map.geometry().size();
    int[][] counts = {new int[size[0]], new int[size[1]], new int[size[2]]};
    int i = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          if (map.labels()[i] != 0 && labels.contains(map.labels()[i])) {
            counts[0][x]++;
            counts[1][y]++;
            counts[2][z]++;
          }
        }
      }
    }
    return counts;
  }

  private static Viewpoint around(Geometry geometry, int[][] counts) {
    int[] centre = new int[3];
    int[] first = new int[3];
    int[] last = new int[3];
    double longest = 0;
    for (int axis = 0; axis < 3; axis++) {
      int total = Arrays.stream(counts[axis]).sum();
      int passed = 0;
      first[axis] = -1;
      for (int i = 0; i < counts[axis].length; i++) {
        if (counts[axis][i] == 0) {
          continue;
        }
        first[axis] = first[axis] < 0 ? i : first[axis];
        last[axis] = i;
        if (2 * passed < total) {
          centre[axis] = i;
        }
        passed += counts[axis][i];
      }
      longest = Math.max(longest, (last[axis] - first[axis] + 1) * geometry.spacing(axis));
    }
    double margin = Math.max(MARGIN_MM, MARGIN * longest);
    int[] start = new int[3];
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int voxels = (int) Math.ceil(margin / geometry.spacing(axis));
      start[axis] = Math.max(0, first[axis] - voxels);
      size[axis] = Math.min(geometry.size(axis) - 1, last[axis] + voxels) - start[axis] + 1;
    }
    return new Viewpoint(centre, start, size);
  }

  /** The box of the section through the centre, across one axis of the image. */
  Viewpoint across(int axis) {
    int[] sliceStart = start.clone();
    int[] sliceSize = size.clone();
    sliceStart[axis] = centre[axis];
    sliceSize[axis] = 1;
    return new Viewpoint(centre, sliceStart, sliceSize);
  }
}
