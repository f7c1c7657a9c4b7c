package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Blurs and repeats edges, as a head that moves during an MRI does (GaNDLF's {@code motion},
 * TorchIO's {@code RandomMotion}, after Shaw et al. 2019): the image is turned and shifted several
 * times, and the planes of k-space along z (along y in a single slice) are taken from one position
 * after the other, the middle ones from the image as it was. What moves in from outside of the
 * patch repeats its faces. Drawn for each image, since each is a scan of its own.
 */
public final class Motion implements Augmentation {
  /** How far a movement's time strays from an even rhythm, as a part of the interval (TorchIO). */
  private static final double UNEVENNESS = 0.3;

  private final Ranges degrees;
  private final Ranges translation;
  private final int movements;
  private final boolean linear;

  /**
   * @param degrees range of the angles about x, y, z (GaNDLF's default: -15 to 15); a single slice
   *     turns within its plane
   * @param translation range of the shifts along x, y, z in mm (GaNDLF's default: -2 to 2)
   * @param movements how many, at least 1 (GaNDLF's default: 2)
   * @param linear whether moved images are interpolated linearly, else from the nearest voxel
   */
  public Motion(Ranges degrees, Ranges translation, int movements, boolean linear) {
    if (movements < 1) {
      throw new IllegalArgumentException("num_transforms is below 1: " + movements);
    }
    this.degrees = degrees;
    this.translation = translation;
    this.movements = movements;
    this.linear = linear;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int axis = patch.size(2) > 1 ? 2 : 1;
    double[] times = new double[movements];
    float[][] matrices = new float[movements][];
    float[][] images = new float[movements + 1][];
    for (int channel = 0; channel < patch.channels(); channel++) {
      images[0] = patch.channel(channel);
      for (int i = 0; i < movements; i++) {
        if (patch.startsImage(channel)) {
          double interval = 1.0 / (movements + 1);
          times[i] = interval * (i + 1 + UNEVENNESS * (2 * random.nextDouble() - 1));
          matrices[i] = draw(patch, random);
        }
        images[i + 1] = patch.volumeScratch(i);
        move(patch, images[0], images[i + 1], matrices[i]);
      }
      int[] size = {patch.size(0), patch.size(1), patch.size(2)};
      KSpace.combine(images, weights(times, size[axis]), size, axis, patch.spare());
      patch.swapChannel(channel);
    }
  }

  /** Which planes of k-space each image gives, the first image being the one that did not move. */
  static float[][] weights(double[] times, int planes) {
    int count = times.length + 1;
    int still = count - 1; // the interval in which half of the time passes
    for (int i = times.length - 1; i >= 0 && times[i] > 0.5; i--) {
      still = i;
    }
    float[][] weights = new float[count][planes];
    int begin = 0;
    for (int i = 0; i < count; i++) {
      int end = i < times.length ? (int) (planes * times[i]) : planes;
      int image = i == still ? 0 : i == 0 ? still : i;
      for (int plane = begin; plane < end; plane++) {
        weights[image][plane] = 1;
      }
      begin = end;
    }
    return weights;
  }

  private float[] draw(PatchData patch, RandomGenerator random) {
    boolean flat = patch.size(2) == 1;
    double[] radians = new double[3];
    double[] shift = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double angle = Math.toRadians(degrees.draw(axis, random));
      double millimetres = translation.draw(axis, random);
      radians[axis] = flat && axis < 2 ? 0 : angle;
      shift[axis] = flat && axis == 2 ? 0 : millimetres;
    }
    return Affine.matrix(patch, new double[] {1, 1, 1}, radians, shift);
  }

  private void move(PatchData patch, float[] source, float[] target, float[] m) {
    float lastX = patch.size(0) - 1;
    float lastY = patch.size(1) - 1;
    float lastZ = patch.size(2) - 1;
    int to = 0;
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        float rowX = m[1] * y + m[2] * z + m[3];
        float rowY = m[5] * y + m[6] * z + m[7];
        float rowZ = m[9] * y + m[10] * z + m[11];
        for (int x = 0; x < patch.size(0); x++) {
          float px = Math.max(0, Math.min(lastX, m[0] * x + rowX));
          float py = Math.max(0, Math.min(lastY, m[4] * x + rowY));
          float pz = Math.max(0, Math.min(lastZ, m[8] * x + rowZ));
          target[to++] =
              linear ? linear(patch, source, px, py, pz) : nearest(patch, source, px, py, pz);
        }
      }
    }
  }

  private static float nearest(PatchData patch, float[] source, float x, float y, float z) {
    int plane = patch.size(0) * patch.size(1);
    return source[(int) (z + 0.5f) * plane + (int) (y + 0.5f) * patch.size(0) + (int) (x + 0.5f)];
  }

  private static float linear(PatchData patch, float[] source, float x, float y, float z) {
    int i = (int) x;
    int j = (int) y;
    int k = (int) z;
    // The next voxel, or the same one at the last, where its weight is 0.
    int right = i + 1 < patch.size(0) ? 1 : 0;
    int below = j + 1 < patch.size(1) ? patch.size(0) : 0;
    int behind = k + 1 < patch.size(2) ? patch.size(0) * patch.size(1) : 0;
    int at = (k * patch.size(1) + j) * patch.size(0) + i;
    float near = plane(source, at, right, below, x - i, y - j);
    float far = plane(source, at + behind, right, below, x - i, y - j);
    return near + (z - k) * (far - near);
  }

  private static float plane(float[] source, int at, int right, int below, float fx, float fy) {
    float top = source[at] + fx * (source[at + right] - source[at]);
    float bottom = source[at + below] + fx * (source[at + below + right] - source[at + below]);
    return top + fy * (bottom - top);
  }
}
