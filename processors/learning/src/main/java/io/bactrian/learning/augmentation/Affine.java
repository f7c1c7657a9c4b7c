package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Scales, rotates and shifts the patch about its centre (GaNDLF's {@code affine}, TorchIO's {@code
 * RandomAffine}), in millimetres, so that spheres stay spheres under rotation whatever the spacing.
 * Images are interpolated linearly, labels take the nearest voxel. What comes into the patch is
 * read from the volume around it; outside of the volume it is as the loader pads, by default as
 * dark as the darkest corner of the volume. A single slice is changed within its plane.
 */
public final class Affine implements Augmentation {
  private final Ranges scales;
  private final Ranges degrees;
  private final Ranges translation;
  private final boolean isotropic;

  /**
   * @param scales range of the factors along x, y, z (GaNDLF's default: 0.9 to 1.1)
   * @param degrees range of the angles about x, y, z (GaNDLF's default: -15 to 15)
   * @param translation range of the shifts along x, y, z in mm (GaNDLF's default: -2 to 2)
   * @param isotropic whether one factor scales all axes (TorchIO's default: no)
   */
  public Affine(Ranges scales, Ranges degrees, Ranges translation, boolean isotropic) {
    if (!(scales.minimum() > 0)) {
      throw new IllegalArgumentException("Scales are not above 0");
    }
    this.scales = scales;
    this.degrees = degrees;
    this.translation = translation;
    this.isotropic = isotropic;
  }

  @Override
  public boolean needsSurroundings() {
    return true;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    double[] scale = draw(scales, random);
    double[] radians = draw(degrees, random);
    double[] shift = draw(translation, random);
    if (isotropic) {
      scale[1] = scale[2] = scale[0];
    }
    for (int axis = 0; axis < 3; axis++) {
      radians[axis] = Math.toRadians(radians[axis]);
    }
    if (patch.size(2) == 1) {
      scale[2] = 1;
      shift[2] = 0;
      radians[0] = 0;
      radians[1] = 0;
    }
    move(patch, scale, radians, shift);
  }

  private static double[] draw(Ranges ranges, RandomGenerator random) {
    return new double[] {ranges.draw(0, random), ranges.draw(1, random), ranges.draw(2, random)};
  }

  /** Applies {@code p -> R S p + t} about the centre, R = Rz Ry Rx. */
  static void move(PatchData patch, double[] scale, double[] radians, double[] shift) {
    float[] affine = matrix(patch, scale, radians, shift);
    double[] low = new double[3];
    double[] high = new double[3];
    for (int row = 0; row < 3; row++) {
      low[row] = high[row] = affine[4 * row + 3];
      for (int column = 0; column < 3; column++) {
        double reach = affine[4 * row + column] * (patch.size(column) - 1);
        low[row] += Math.min(0, reach);
        high[row] += Math.max(0, reach);
      }
    }
    Warp warp = new Warp(patch, low, high);
    for (int row = 0; row < 3; row++) {
      affine[4 * row + 3] -= warp.start(row);
    }
    // The labels first, and each channel straight into its own memory once its box is read.
    if (patch.labels() != null) {
      warp.loadLabels();
      moveLabels(patch, warp, affine);
    }
    for (int channel = 0; channel < patch.channels(); channel++) {
      warp.loadChannel(channel);
      moveChannel(patch, patch.channel(channel), warp, affine);
    }
  }

  /**
   * Where the voxels of the patch come from: three rows of four, by which a voxel (x, y, z, 1)
   * gives the position in voxels that {@code p -> R S p + t} takes there.
   */
  static float[] matrix(PatchData patch, double[] scale, double[] radians, double[] shift) {
    double[] inverse = inverse(scale, radians);
    float[] affine = new float[12];
    for (int row = 0; row < 3; row++) {
      double offset = (patch.size(row) - 1) / 2.0;
      for (int column = 0; column < 3; column++) {
        double weight = inverse[3 * row + column] / patch.spacing(row);
        double step = weight * patch.spacing(column);
        affine[4 * row + column] = (float) step;
        offset -= weight * shift[column] + step * (patch.size(column) - 1) / 2.0;
      }
      affine[4 * row + 3] = (float) offset;
    }
    return affine;
  }

  private static void moveChannel(PatchData patch, float[] target, Warp warp, float[] m) {
    int to = 0;
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        float px = m[1] * y + m[2] * z + m[3];
        float py = m[5] * y + m[6] * z + m[7];
        float pz = m[9] * y + m[10] * z + m[11];
        for (int x = 0; x < patch.size(0); x++) {
          target[to++] = warp.linear(m[0] * x + px, m[4] * x + py, m[8] * x + pz);
        }
      }
    }
  }

  private static void moveLabels(PatchData patch, Warp warp, float[] m) {
    int[] target = patch.labels();
    int to = 0;
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        float px = m[1] * y + m[2] * z + m[3];
        float py = m[5] * y + m[6] * z + m[7];
        float pz = m[9] * y + m[10] * z + m[11];
        for (int x = 0; x < patch.size(0); x++) {
          target[to++] = warp.nearest(m[0] * x + px, m[4] * x + py, m[8] * x + pz);
        }
      }
    }
  }

  /** The inverse of R S: the transposed rotation, its rows divided by the scales. */
  private static double[] inverse(double[] scale, double[] radians) {
    double cx = Math.cos(radians[0]);
    double sx = Math.sin(radians[0]);
    double cy = Math.cos(radians[1]);
    double sy = Math.sin(radians[1]);
    double cz = Math.cos(radians[2]);
    double sz = Math.sin(radians[2]);
    double[] rotation = {
      cz * cy,
      cz * sy * sx - sz * cx,
      cz * sy * cx + sz * sx,
      sz * cy,
      sz * sy * sx + cz * cx,
      sz * sy * cx - cz * sx,
      -sy,
      cy * sx,
      cy * cx
    };
    double[] inverse = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        inverse[3 * row + column] = rotation[3 * column + row] / scale[row];
      }
    }
    return inverse;
  }
}
