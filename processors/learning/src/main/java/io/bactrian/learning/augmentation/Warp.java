package io.bactrian.learning.augmentation;

/**
 * The voxels around and in a patch that a spatial change draws from, as one box: linear for images,
 * nearest for labels, background outside of the box. Coordinates are voxels relative to the first
 * voxel of the patch.
 */
final class Warp {
  private final PatchData patch;
  private final Surroundings source;
  private final int[] start = new int[3];
  private final int[] size = new int[3];
  private float[] floats;
  private int[] labels;
  private float outside;
  private final int background;
  private final int width;
  private final int slice;
  private final int lastX;
  private final int lastY;
  private final int lastZ;
  private final int beforeLastX;
  private final int beforeLastY;
  private final int beforeLastZ;
  private final int right;
  private final int below;

  /**
   * Takes a box that holds all positions from {@code low} to {@code high}, though at most one patch
   * beyond the patch on each side.
   */
  Warp(PatchData patch, double[] low, double[] high) {
    this.patch = patch;
    Surroundings around = patch.takeSurroundings();
    this.source = around != null ? around : new PatchAlone(patch);
    for (int axis = 0; axis < 3; axis++) {
      int length = patch.size(axis);
      if (length == 1) {
        size[axis] = 1;
        continue;
      }
      // One more on each side than needed, since positions are rounded.
      start[axis] = (int) Math.max(-length, Math.floor(low[axis]) - 1);
      int end = (int) Math.min(2.0 * length, Math.floor(high[axis]) + 3);
      size[axis] = Math.max(2, end - start[axis]);
    }
    background = patch.background();
    width = size[0];
    slice = size[0] * size[1];
    lastX = size[0] - 1;
    lastY = size[1] - 1;
    lastZ = size[2] - 1;
    beforeLastX = Math.max(0, lastX - 1);
    beforeLastY = Math.max(0, lastY - 1);
    beforeLastZ = Math.max(0, lastZ - 1);
    right = Math.min(1, lastX);
    below = lastY > 0 ? width : 0;
  }

  /** First voxel of the box, which positions given to {@link #linear} are relative to. */
  int start(int axis) {
    return start[axis];
  }

  void loadChannel(int channel) {
    floats = patch.floatScratch(size[0] * size[1] * size[2]);
    source.read(channel, start, size, floats);
    outside = source.outside(channel);
  }

  void loadLabels() {
    labels = patch.intScratch(size[0] * size[1] * size[2]);
    source.readLabels(start, size, labels);
  }

  /** The value at a position within the box, or that of the outside. */
  float linear(float x, float y, float z) {
    // Written so that NaN counts as outside.
    if (!(x >= 0 && y >= 0 && z >= 0 && x <= lastX && y <= lastY && z <= lastZ)) {
      return outside;
    }
    int i = Math.min((int) x, beforeLastX);
    int j = Math.min((int) y, beforeLastY);
    int k = Math.min((int) z, beforeLastZ);
    float fx = x - i;
    float fy = y - j;
    float fz = z - k;
    int at = k * slice + j * width + i;
    float value = plane(at, right, below, fx, fy);
    if (fz == 0) {
      return value;
    }
    float next = plane(at + slice, right, below, fx, fy);
    return value + fz * (next - value);
  }

  private float plane(int at, int right, int below, float fx, float fy) {
    float top = floats[at] + fx * (floats[at + right] - floats[at]);
    float bottom = floats[at + below] + fx * (floats[at + below + right] - floats[at + below]);
    return top + fy * (bottom - top);
  }

  /** The class at the voxel nearest to a position, or background. */
  int nearest(float x, float y, float z) {
    // Rounds as floor(x + 0.5) does from -1.5 on; what lies below is outside either way.
    int i = (int) (x + 1.5f) - 1;
    int j = (int) (y + 1.5f) - 1;
    int k = (int) (z + 1.5f) - 1;
    if (i < 0 || j < 0 || k < 0 || i >= width || j > lastY || k > lastZ) {
      return background;
    }
    return labels[k * slice + j * width + i];
  }

  /** A patch that nothing is known around: the darkest of its corners, and background. */
  private record PatchAlone(PatchData patch) implements Surroundings {
    @Override
    public void read(int channel, int[] start, int[] size, float[] target) {
      float[] values = patch.channel(channel);
      float outside = outside(channel);
      each(start, size, (from, to) -> target[to] = from < 0 ? outside : values[from]);
    }

    @Override
    public float outside(int channel) {
      float darkest = Float.MAX_VALUE;
      for (int corner = 0; corner < 8; corner++) {
        int x = (corner & 1) * (patch.size(0) - 1);
        int y = (corner >> 1 & 1) * (patch.size(1) - 1);
        int z = (corner >> 2) * (patch.size(2) - 1);
        float value = patch.channel(channel)[(z * patch.size(1) + y) * patch.size(0) + x];
        darkest = Math.min(darkest, value);
      }
      return darkest;
    }

    @Override
    public void readLabels(int[] start, int[] size, int[] target) {
      int[] values = patch.labels();
      each(start, size, (from, to) -> target[to] = from < 0 ? patch.background() : values[from]);
    }

    private interface Copy {
      void voxel(int from, int to);
    }

    private void each(int[] start, int[] size, Copy copy) {
      int to = 0;
      for (int z = start[2]; z < start[2] + size[2]; z++) {
        for (int y = start[1]; y < start[1] + size[1]; y++) {
          boolean row = inside(y, 1) && inside(z, 2);
          for (int x = start[0]; x < start[0] + size[0]; x++) {
            boolean known = row && inside(x, 0);
            copy.voxel(known ? (z * patch.size(1) + y) * patch.size(0) + x : -1, to++);
          }
        }
      }
    }

    private boolean inside(int index, int axis) {
      return index >= 0 && index < patch.size(axis);
    }
  }
}
