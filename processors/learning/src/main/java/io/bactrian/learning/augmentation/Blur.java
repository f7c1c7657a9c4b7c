package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Smooths each image with a Gaussian (GaNDLF's {@code blur}, TorchIO's {@code RandomBlur}); the
 * standard deviation is drawn for each axis, in millimetres. The kernel ends at 4 standard
 * deviations; the patch is mirrored at its faces.
 */
public final class Blur implements Augmentation {
  /** GaNDLF's default: this part of the standard deviation of the intensities, as millimetres. */
  public static final double FRACTION = 0.015;

  private final Ranges deviation;

  /**
   * @param deviation range of the standard deviation in mm; null for GaNDLF's default, from 0 to
   *     {@link #FRACTION} of the standard deviation of the channel's intensities (which hardly
   *     smooths a normalized image)
   */
  public Blur(Ranges deviation) {
    if (deviation != null && deviation.minimum() < 0) {
      throw new IllegalArgumentException("A standard deviation below 0");
    }
    this.deviation = deviation;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    double[] voxels = new double[3];
    for (int channel = 0; channel < patch.channels(); channel++) {
      if (patch.startsImage(channel)) {
        Ranges range =
            deviation != null
                ? deviation
                : Ranges.upTo(FRACTION * NoiseVariance.standardDeviation(patch.channel(channel)));
        for (int axis = 0; axis < 3; axis++) {
          voxels[axis] = range.draw(axis, random) / patch.spacing(axis);
        }
      }
      for (int axis = 0; axis < 3; axis++) {
        smooth(patch, channel, axis, voxels[axis]);
      }
    }
  }

  /** Smooths along one axis, with a standard deviation in voxels. */
  static void smooth(PatchData patch, int channel, int axis, double deviation) {
    int radius = (int) (4 * deviation + 0.5);
    int length = patch.size(axis);
    if (radius == 0 || length == 1) {
      return;
    }
    float[] kernel = kernel(deviation, radius);
    int inner = axis == 0 ? 1 : axis == 1 ? patch.size(0) : patch.size(0) * patch.size(1);
    int outer = patch.voxels() / inner / length;
    float[] source = patch.channel(channel);
    float[] target = patch.spare();
    float[] row = patch.floatScratch(length + 2 * radius);
    for (int block = 0; block < outer; block++) {
      int from = block * length * inner;
      if (inner == 1) {
        for (int i = 0; i < length + 2 * radius; i++) {
          row[i] = source[from + mirror(i - radius, length)];
        }
        alongRow(row, kernel, target, from, length);
      } else {
        acrossRuns(source, kernel, target, from, length, inner);
      }
    }
    patch.swapChannel(channel);
  }

  private static void alongRow(float[] row, float[] kernel, float[] target, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[from + i] = kernel[0] * row[i];
    }
    for (int k = 1; k < kernel.length; k++) {
      for (int i = 0; i < length; i++) {
        target[from + i] += kernel[k] * row[i + k];
      }
    }
  }

  private static void acrossRuns(
      float[] source, float[] kernel, float[] target, int from, int length, int inner) {
    int radius = kernel.length / 2;
    for (int position = 0; position < length; position++) {
      int to = from + position * inner;
      for (int k = 0; k < kernel.length; k++) {
        int of = from + mirror(position + k - radius, length) * inner;
        float weight = kernel[k];
        if (k == 0) {
          for (int i = 0; i < inner; i++) {
            target[to + i] = weight * source[of + i];
          }
        } else {
          for (int i = 0; i < inner; i++) {
            target[to + i] += weight * source[of + i];
          }
        }
      }
    }
  }

  private static int mirror(int index, int length) {
    int folded = Math.floorMod(index, 2 * length);
    return folded < length ? folded : 2 * length - 1 - folded;
  }

  private static float[] kernel(double deviation, int radius) {
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - radius) / deviation;
      weights[i] = Math.exp(-0.5 * distance * distance);
      sum += weights[i];
    }
    float[] kernel = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      kernel[i] = (float) (weights[i] / sum);
    }
    return kernel;
  }
}
