package io.bactrian.learning.data;

import io.bactrian.imaging.Image;
import io.bactrian.learning.augmentation.Surroundings;
import java.util.Arrays;

/**
 * Copies boxes of a volume, padding what lies outside. Belongs to one thread; keeps its scratch
 * memory. As {@link Surroundings} it addresses voxels relative to the patch that was placed last.
 */
final class BoxReader implements Surroundings {
  private final Padding padding;
  private final int[][] maps = new int[3][];
  private final int[] absolute = new int[3];
  private float[] row = new float[0];
  private SubjectVolume volume;
  private int[] origin = new int[3];

  BoxReader(Padding padding) {
    this.padding = padding;
  }

  /** Addresses this volume, relative to {@code start}, from now on. */
  void place(SubjectVolume newVolume, int[] start) {
    volume = newVolume;
    origin = start;
  }

  /**
   * Unless padded with zero the darkest corner of the volume: its background, whatever
   * normalization made of it. Zero would be seen as tissue in an image with a z-score.
   */
  @Override
  public float outside(int channel) {
    if (padding == Padding.CONSTANT) {
      return 0;
    }
    Image image = volume.images().get(channel);
    double darkest = Double.MAX_VALUE;
    for (int corner = 0; corner < 8; corner++) {
      int x = (corner & 1) * (volume.classes().size(0) - 1);
      int y = (corner >> 1 & 1) * (volume.classes().size(1) - 1);
      int z = (corner >> 2) * (volume.classes().size(2) - 1);
      darkest = Math.min(darkest, image.value(x, y, z));
    }
    return (float) darkest;
  }

  @Override
  public void read(int channel, int[] start, int[] size, float[] target) {
    Image image = volume.images().get(channel);
    if (locate(start, size)) {
      image.read(absolute, size, target, 0);
      return;
    }
    float outside = outside(channel);
    int first = Integer.MAX_VALUE;
    int end = 0;
    for (int x = 0; x < size[0]; x++) {
      if (maps[0][x] >= 0) {
        first = Math.min(first, maps[0][x]);
        end = Math.max(end, maps[0][x] + 1);
      }
    }
    if (row.length < end - first) {
      row = new float[end - first];
    }
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        int to = (z * size[1] + y) * size[0];
        if (end == 0 || maps[1][y] < 0 || maps[2][z] < 0) {
          Arrays.fill(target, to, to + size[0], outside);
          continue;
        }
        image.readRow(first, maps[1][y], maps[2][z], end - first, row, 0);
        for (int x = 0; x < size[0]; x++) {
          int from = maps[0][x];
          target[to + x] = from < 0 ? outside : row[from - first];
        }
      }
    }
  }

  @Override
  public void readLabels(int[] start, int[] size, int[] target) {
    locate(start, size);
    short[] classes = volume.classes().classes();
    int width = volume.classes().size(0);
    int height = volume.classes().size(1);
    int background = Math.max(0, volume.classes().background());
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        int to = (z * size[1] + y) * size[0];
        if (maps[1][y] < 0 || maps[2][z] < 0) {
          Arrays.fill(target, to, to + size[0], background);
          continue;
        }
        int from = (maps[2][z] * height + maps[1][y]) * width;
        for (int x = 0; x < size[0]; x++) {
          int column = maps[0][x];
          target[to + x] = column < 0 ? background : classes[from + column];
        }
      }
    }
  }

  /** Fills {@link #absolute} and {@link #maps}; true when the box lies within the volume. */
  private boolean locate(int[] start, int[] size) {
    boolean inside = true;
    for (int axis = 0; axis < 3; axis++) {
      int length = volume.classes().size(axis);
      absolute[axis] = origin[axis] + start[axis];
      if (maps[axis] == null || maps[axis].length < size[axis]) {
        maps[axis] = new int[size[axis]];
      }
      for (int i = 0; i < size[axis]; i++) {
        maps[axis][i] = padding.map(absolute[axis] + i, length);
      }
      inside &= absolute[axis] >= 0 && absolute[axis] + size[axis] <= length;
    }
    return inside;
  }
}
