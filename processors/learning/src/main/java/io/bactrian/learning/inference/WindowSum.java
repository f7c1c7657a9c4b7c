package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Adds the weighted answers of windows up into volumes. */
final class WindowSum {
  private final int[] size;
  private final int[] window;
  private final FloatBuffer[] result;
  private final float[] row;
  private final float[] sums;

  /**
   * @param result of each class, x fastest; may be mapped from a file
   */
  WindowSum(int[] size, int[] window, FloatBuffer[] result) {
    this.size = size;
    this.window = window;
    this.result = result;
    this.row = new float[window[0]];
    this.sums = new float[window[0]];
  }

  /**
   * @param probabilities N, classes, z, y, x
   * @param indices which window along x, y, z each of them is
   */
  void add(NDArray probabilities, List<int[]> indices, AxisWindows[] axes) {
    FloatBuffer values =
        probabilities.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int[] index : indices) {
      for (FloatBuffer volume : result) {
        addWindow(values, index, axes, volume);
      }
    }
  }

  private void addWindow(FloatBuffer values, int[] index, AxisWindows[] axes, FloatBuffer volume) {
    int[] start = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      start[axis] = axes[axis].starts()[index[axis]];
    }
    float[] weightsX = axes[0].weights()[index[0]];
    int firstX = Math.max(0, -start[0]);
    int endX = Math.min(window[0], size[0] - start[0]);
    for (int z = 0; z < window[2]; z++) {
      float weightZ = axes[2].weights()[index[2]][z];
      for (int y = 0; y < window[1]; y++) {
        values.get(row);
        float weight = weightZ * axes[1].weights()[index[1]][y];
        if (weight == 0) {
          continue; // outside of the image, or another window's
        }
        int target = ((start[2] + z) * size[1] + start[1] + y) * size[0] + start[0];
        volume.get(target + firstX, sums, firstX, endX - firstX);
        for (int x = firstX; x < endX; x++) {
          sums[x] += weight * weightsX[x] * row[x];
        }
        volume.put(target + firstX, sums, firstX, endX - firstX);
      }
    }
  }
}
