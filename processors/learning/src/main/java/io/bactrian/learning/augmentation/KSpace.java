package io.bactrian.learning.augmentation;

/**
 * Changes of a patch in k-space, the Fourier transform of its image. Sizes are x, y, z; volumes lie
 * with x fastest.
 */
final class KSpace {
  /** Lines transformed together: few enough to stay in the cache. */
  private static final int COLUMNS = 32;

  private KSpace() {}

  /**
   * Adds up images of which each keeps a part of its k-space along one axis: the real part of
   * {@code sum_i F^-1(weights_i F(images_i))}. The transforms along the other axes cancel out and
   * are left away.
   *
   * @param images voxels of each
   * @param weights for each image the weight of each plane, the lowest frequency in the middle at
   *     {@code n / 2}
   * @param target receives the result; may be one of the images
   */
  static void combine(float[][] images, float[][] weights, int[] size, int axis, float[] target) {
    int length = size[axis];
    float[][] symmetric = new float[images.length][];
    for (int i = 0; i < images.length; i++) {
      symmetric[i] = symmetric(weights[i]);
    }
    Fourier fourier = Fourier.of(length);
    Fourier.Lines lines = new Fourier.Lines(length, COLUMNS);
    Fourier.Lines sum = images.length == 1 ? lines : new Fourier.Lines(length, COLUMNS);
    int inner = stride(size, axis);
    int all = size[0] * size[1] * size[2] / length;
    // Real lines stay real, so that two of them are the parts of one complex line.
    for (int first = 0; first < all; first += 2 * COLUMNS) {
      for (int i = 0; i < images.length; i++) {
        gather(images[i], lines.re, first, all, inner, length);
        gather(images[i], lines.im, first + COLUMNS, all, inner, length);
        fourier.forward(lines);
        weigh(lines, sum, symmetric[i], i > 0);
      }
      fourier.backward(sum);
      scatter(sum.re, target, first, all, inner, length);
      scatter(sum.im, target, first + COLUMNS, all, inner, length);
    }
  }

  /**
   * Weights in the order of the transform, scaled, and the same for both signs of a frequency,
   * which is what the real part sees of them.
   */
  private static float[] symmetric(float[] centred) {
    int n = centred.length;
    float[] weights = new float[n];
    for (int k = 0; k < n; k++) {
      float one = centred[(k + n / 2) % n];
      float mirrored = centred[((n - k) % n + n / 2) % n];
      weights[k] = 0.5f * (one + mirrored) / n;
    }
    return weights;
  }

  private static void weigh(Fourier.Lines from, Fourier.Lines to, float[] weights, boolean add) {
    for (int k = 0; k < weights.length; k++) {
      float weight = weights[k];
      for (int i = k * COLUMNS; i < (k + 1) * COLUMNS; i++) {
        to.re[i] = weight * from.re[i] + (add ? to.re[i] : 0);
        to.im[i] = weight * from.im[i] + (add ? to.im[i] : 0);
      }
    }
  }

  /** The transform of a volume over all axes, in place, not scaled. */
  static void forward(float[] re, float[] im, int[] size) {
    for (int axis = 0; axis < 3; axis++) {
      int length = size[axis];
      if (length == 1) {
        continue;
      }
      Fourier fourier = Fourier.of(length);
      Fourier.Lines lines = new Fourier.Lines(length, COLUMNS);
      int inner = stride(size, axis);
      int all = re.length / length;
      for (int first = 0; first < all; first += COLUMNS) {
        gather(re, lines.re, first, all, inner, length);
        gather(im, lines.im, first, all, inner, length);
        fourier.forward(lines);
        scatter(lines.re, re, first, all, inner, length);
        scatter(lines.im, im, first, all, inner, length);
      }
    }
  }

  private static int stride(int[] size, int axis) {
    return axis == 0 ? 1 : axis == 1 ? size[0] : size[0] * size[1];
  }

  private static void gather(
      float[] volume, float[] lines, int first, int all, int inner, int length) {
    int count = Math.min(COLUMNS, all - first);
    for (int c = 0; c < COLUMNS; c++) {
      int at = c < count ? start(first + c, inner, length) : -1;
      for (int j = 0; j < length; j++) {
        lines[j * COLUMNS + c] = at < 0 ? 0 : volume[at + j * inner];
      }
    }
  }

  private static void scatter(
      float[] lines, float[] volume, int first, int all, int inner, int length) {
    int count = Math.min(COLUMNS, all - first);
    for (int c = 0; c < count; c++) {
      int at = start(first + c, inner, length);
      for (int j = 0; j < length; j++) {
        volume[at + j * inner] = lines[j * COLUMNS + c];
      }
    }
  }

  private static int start(int line, int inner, int length) {
    return line / inner * inner * length + line % inner;
  }
}
