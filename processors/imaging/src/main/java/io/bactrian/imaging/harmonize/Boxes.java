package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import java.util.Arrays;

/** Cuts a box out of images, where the box may reach beyond them; no voxel changes its place. */
final class Boxes {
  private Boxes() {}

  /**
   * @param start first voxel of the box, x, y, z; may be negative
   * @param size voxels of the box
   * @param value of what lies outside, where the padding is a constant; labels get background
   */
  static Sample cut(Sample sample, int[] start, int[] size, Padding padding, float value) {
    return sample.map(
        image -> cut(image, start, size, padding, value),
        labels -> cut(labels, start, size, padding));
  }

  private static Image cut(Image image, int[] start, int[] size, Padding padding, float value) {
    GridMap map = map(image.geometry(), start, size, padding);
    if (map == null) {
      return image;
    }
    float[] voxels = new float[Math.toIntExact(map.target().voxels())];
    if (value != 0) {
      Arrays.fill(voxels, value);
    }
    NearestKernel.resample(map, image.toFloats(), voxels);
    return Image.of(voxels, map.target());
  }

  private static LabelMap cut(LabelMap labels, int[] start, int[] size, Padding padding) {
    GridMap map = map(labels.geometry(), start, size, padding);
    if (map == null) {
      return labels;
    }
    int[] voxels = new int[Math.toIntExact(map.target().voxels())];
    NearestKernel.resample(map, labels.labels(), voxels);
    return new LabelMap(voxels, map.target());
  }

  /** Null when the box is the whole grid. */
  private static GridMap map(Geometry grid, int[] start, int[] size, Padding padding) {
    boolean whole = true;
    AxisTable[] tables = new AxisTable[3];
    int stride = 1;
    for (int axis = 0; axis < 3; axis++) {
      whole &= start[axis] == 0 && size[axis] == grid.size(axis);
      tables[axis] = table(start[axis], size[axis], grid.size(axis), stride, padding);
      stride *= grid.size(axis);
    }
    return whole ? null : new GridMap(new double[12], tables, grid, grid.box(start, size));
  }

  private static AxisTable table(int start, int size, int source, int stride, Padding padding) {
    int[] offsets = new int[size];
    int from = size;
    int to = 0;
    for (int i = 0; i < size; i++) {
      int index = padding.source(start + i, source);
      if (index >= 0) {
        from = Math.min(from, i);
        to = i + 1;
        offsets[i] = index * stride;
      }
    }
    return new AxisTable(Math.min(from, to), to, offsets, offsets, new float[size], offsets);
  }
}
