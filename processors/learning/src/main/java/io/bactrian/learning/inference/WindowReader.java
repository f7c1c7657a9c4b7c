package io.bactrian.learning.inference;

import io.bactrian.imaging.Image;
import io.bactrian.learning.data.Padding;
import java.nio.FloatBuffer;
import java.util.List;

/** Copies windows, which may reach beyond the image, into the memory of a batch. */
final class WindowReader {
  private final List<Image> channels;
  private final int[] window;
  private final Padding padding;
  private final int[] size;
  private final float[] row;
  private final float[] padded;

  WindowReader(List<Image> channels, int[] window, Padding padding) {
    this.channels = channels;
    this.window = window;
    // Only images smaller than a window are padded, and they have to be.
    this.padding = padding == Padding.NONE ? Padding.CONSTANT : padding;
    this.size = channels.get(0).geometry().size();
    this.row = new float[size[0]];
    this.padded = new float[window[0]];
  }

  int channels() {
    return channels.size();
  }

  /** Appends the window that begins at {@code start}: C, z, y, x. */
  void read(int[] start, FloatBuffer target) {
    for (Image image : channels) {
      for (int z = 0; z < window[2]; z++) {
        int sourceZ = padding.map(start[2] + z, size[2]);
        for (int y = 0; y < window[1]; y++) {
          readRow(image, start[0], padding.map(start[1] + y, size[1]), sourceZ);
          target.put(padded);
        }
      }
    }
  }

  private void readRow(Image image, int start, int y, int z) {
    if (y < 0 || z < 0) {
      java.util.Arrays.fill(padded, 0);
      return;
    }
    if (start >= 0 && start + window[0] <= size[0]) {
      image.readRow(start, y, z, window[0], padded, 0);
      return;
    }
    image.readRow(0, y, z, size[0], row, 0);
    for (int x = 0; x < window[0]; x++) {
      int source = padding.map(start + x, size[0]);
      padded[x] = source < 0 ? 0 : row[source];
    }
  }
}
