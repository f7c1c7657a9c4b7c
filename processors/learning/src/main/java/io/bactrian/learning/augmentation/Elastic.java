package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Bends the patch (GaNDLF's {@code elastic}, TorchIO's {@code RandomElasticDeformation}): control
 * points of a coarse grid over the patch are displaced at random and cubic B-splines displace the
 * voxels between them. Images are interpolated linearly, labels take the nearest voxel. Folding is
 * possible when the displacement exceeds half the distance of the control points.
 */
public final class Elastic implements Augmentation {
  private final int[] controlPoints;
  private final double[] maximum;
  private final int lockedBorders;

  /**
   * @param controlPoints along x, y, z, at least 4
   * @param maximum largest displacement of a control point along x, y, z in mm
   * @param lockedBorders how many outer layers of control points stay: 0, 1 or 2
   */
  public Elastic(int[] controlPoints, double[] maximum, int lockedBorders) {
    for (int points : controlPoints) {
      if (points < 4) {
        throw new IllegalArgumentException("Cubic splines need 4 control points, not " + points);
      }
    }
    if (lockedBorders < 0 || lockedBorders > 2) {
      throw new IllegalArgumentException("Locked borders are 0, 1 or 2, not " + lockedBorders);
    }
    this.controlPoints = controlPoints.clone();
    this.maximum = maximum.clone();
    this.lockedBorders = lockedBorders;
  }

  @Override
  public boolean needsSurroundings() {
    return true;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    boolean flat = patch.size(2) == 1;
    int[] points = {controlPoints[0], controlPoints[1], flat ? 1 : controlPoints[2]};
    float[][] grid = new float[3][points[0] * points[1] * points[2]];
    double[] low = new double[3];
    double[] high = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double reach = flat && axis == 2 ? 0 : maximum[axis] / patch.spacing(axis);
      fill(grid[axis], points, reach, random);
      low[axis] = -reach;
      high[axis] = patch.size(axis) - 1 + reach;
    }
    Spline[] splines = new Spline[3];
    for (int axis = 0; axis < 3; axis++) {
      splines[axis] = new Spline(patch.size(axis), points[axis]);
    }
    Warp warp = new Warp(patch, low, high);
    float[][] positions = {patch.volumeScratch(0), patch.volumeScratch(1), patch.volumeScratch(2)};
    locate(patch, warp, grid, splines, positions);
    float[] px = positions[0];
    float[] py = positions[1];
    float[] pz = positions[2];
    if (patch.labels() != null) {
      warp.loadLabels();
      int[] classes = patch.labels();
      for (int i = 0; i < classes.length; i++) {
        classes[i] = warp.nearest(px[i], py[i], pz[i]);
      }
    }
    for (int channel = 0; channel < patch.channels(); channel++) {
      warp.loadChannel(channel);
      float[] values = patch.channel(channel);
      for (int i = 0; i < values.length; i++) {
        values[i] = warp.linear(px[i], py[i], pz[i]);
      }
    }
  }

  private void fill(float[] grid, int[] points, double reach, RandomGenerator random) {
    int at = 0;
    for (int z = 0; z < points[2]; z++) {
      for (int y = 0; y < points[1]; y++) {
        for (int x = 0; x < points[0]; x++) {
          float displacement = (float) ((2 * random.nextDouble() - 1) * reach);
          boolean locked = locked(x, points[0]) || locked(y, points[1]) || locked(z, points[2]);
          grid[at++] = locked ? 0 : displacement;
        }
      }
    }
  }

  private boolean locked(int index, int points) {
    return points > 1 && (index < lockedBorders || index >= points - lockedBorders);
  }

  /** Where each voxel comes from, along x, y and z within the box of the warp. */
  private static void locate(
      PatchData patch, Warp warp, float[][] grid, Spline[] splines, float[][] positions) {
    int nx = splines[0].points;
    int plane = nx * splines[1].points;
    float[] lines = new float[plane];
    float[] line = new float[nx];
    int[] at = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      float[] target = positions[axis];
      int to = 0;
      for (at[2] = 0; at[2] < patch.size(2); at[2]++) {
        splines[2].collapse(at[2], grid[axis], plane, lines);
        for (at[1] = 0; at[1] < patch.size(1); at[1]++, to += patch.size(0)) {
          splines[1].collapse(at[1], lines, nx, line);
          float start = axis == 0 ? 0 : at[axis];
          splines[0].along(line, start - warp.start(axis), axis == 0 ? 1 : 0, target, to);
        }
      }
    }
  }

  /** The weights of the control points along one axis at each voxel; one point is constant. */
  private static final class Spline {
    final int points;
    private final int taps;
    private final int[] first;
    private final float[] weights;

    Spline(int voxels, int points) {
      this.points = points;
      taps = points == 1 ? 1 : 4;
      first = new int[voxels];
      weights = new float[taps * voxels];
      int cells = points - 3;
      for (int i = 0; i < voxels; i++) {
        if (points == 1) {
          weights[i] = 1;
          continue;
        }
        double position = voxels == 1 ? 0.5 * cells : (double) i * cells / (voxels - 1);
        first[i] = Math.min((int) position, cells - 1);
        double u = position - first[i];
        weights[4 * i] = (float) ((1 - u) * (1 - u) * (1 - u) / 6);
        weights[4 * i + 1] = (float) ((3 * u * u * u - 6 * u * u + 4) / 6);
        weights[4 * i + 2] = (float) ((-3 * u * u * u + 3 * u * u + 3 * u + 1) / 6);
        weights[4 * i + 3] = (float) (u * u * u / 6);
      }
    }

    /** Sums runs of {@code run} coefficients over this axis at voxel {@code i}. */
    void collapse(int i, float[] coefficients, int run, float[] target) {
      java.util.Arrays.fill(target, 0);
      for (int tap = 0; tap < taps; tap++) {
        float weight = weights[taps * i + tap];
        int from = (first[i] + tap) * run;
        for (int k = 0; k < run; k++) {
          target[k] += weight * coefficients[from + k];
        }
      }
    }

    /** Writes {@code start + i * step} plus the spline at every voxel i of the axis. */
    void along(float[] line, float start, float step, float[] target, int to) {
      for (int i = 0; i < first.length; i++) {
        int from = first[i];
        float sum;
        if (taps == 1) {
          sum = line[from];
        } else {
          int w = 4 * i;
          sum =
              weights[w] * line[from]
                  + weights[w + 1] * line[from + 1]
                  + weights[w + 2] * line[from + 2]
                  + weights[w + 3] * line[from + 3];
        }
        target[to + i] = start + i * step + sum;
      }
    }
  }
}
