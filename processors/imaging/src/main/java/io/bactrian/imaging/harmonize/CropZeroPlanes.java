package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;

/**
 * Takes off the outer planes in which all channels and the label are 0. GaNDLF's {@code
 * crop_external_zero_planes}; there a voxel counts when the sum of channels and label is above 0,
 * here when any of them is not 0, which is the same for images without negative values.
 *
 * <p>Geometry: the origin moves to the first voxel that is kept; every voxel stays where it is in
 * the patient.
 *
 * @param leastX voxels to keep at least along the first axis where the image has them: the box
 *     grows towards lower indices first, then towards higher, as in GaNDLF
 */
public record CropZeroPlanes(int leastX, int leastY, int leastZ) implements Operation {
  public CropZeroPlanes() {
    this(1, 1, 1);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry grid = sample.geometry();
    boolean[][] used = usedPlanes(sample);
    int[] least = {leastX, leastY, leastZ};
    int[] start = new int[3];
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int first = 0;
      int end = grid.size(axis);
      while (first < end && !used[axis][first]) {
        first++;
      }
      while (end > first && !used[axis][end - 1]) {
        end--;
      }
      if (first == end) {
        throw new ImageContentException(
            "All voxels are 0, nothing is left to crop to",
            "subject " + subject,
            "an image with structure",
            "check how the image was exported, or leave the subject out");
      }
      if (end - first < least[axis]) {
        first = Math.max(0, end - least[axis]);
        end = Math.min(grid.size(axis), first + Math.max(least[axis], end - first));
      }
      start[axis] = first;
      size[axis] = end - first;
    }
    return Boxes.cut(sample, start, size, Padding.CONSTANT, 0);
  }

  /** For each axis, which of its planes hold anything. */
  private static boolean[][] usedPlanes(Sample sample) {
    int width = sample.geometry().size(0);
    int height = sample.geometry().size(1);
    int depth = sample.geometry().size(2);
    boolean[][] columns = new boolean[depth][];
    boolean[][] rows = new boolean[depth][];
    Slices.forEach(
        depth,
        z -> {
          boolean[] x = new boolean[width];
          boolean[] y = new boolean[height];
          float[] row = new float[width];
          for (int j = 0; j < height; j++) {
            for (Image channel : sample.channels()) {
              channel.readRow(0, j, z, width, row, 0);
              for (int i = 0; i < width; i++) {
                boolean holds = row[i] != 0;
                x[i] |= holds;
                y[j] |= holds;
              }
            }
            if (sample.label() != null) {
              int offset = (z * height + j) * width;
              for (int i = 0; i < width; i++) {
                boolean holds = sample.label().labels()[offset + i] != 0;
                x[i] |= holds;
                y[j] |= holds;
              }
            }
          }
          columns[z] = x;
          rows[z] = y;
        });
    boolean[][] used = {new boolean[width], new boolean[height], new boolean[depth]};
    for (int z = 0; z < depth; z++) {
      merge(columns[z], used[0]);
      used[2][z] = merge(rows[z], used[1]);
    }
    return used;
  }

  private static boolean merge(boolean[] part, boolean[] all) {
    boolean any = false;
    for (int i = 0; i < part.length; i++) {
      any |= part[i];
      all[i] |= part[i];
    }
    return any;
  }
}
