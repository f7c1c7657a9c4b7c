package io.bactrian.evaluation.metrics;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import java.util.Arrays;

/**
 * How far each surface voxel of one structure is from the nearest surface voxel of the other, both
 * ways.
 *
 * <p>Everything is computed within the smallest box that holds both structures: the nearest surface
 * voxel of either always lies in it.
 *
 * @param fromTarget mm from each surface voxel of the target to the prediction's surface
 * @param fromPrediction mm from each surface voxel of the prediction to the target's surface
 */
public record SurfaceDistances(float[] fromTarget, float[] fromPrediction) {

  /** The distances for one label of two maps on the same grid, both of which have it. */
  static SurfaceDistances between(LabelMap target, LabelMap prediction, int label) {
    Geometry geometry = target.geometry();
    Box box = Box.around(label, target, prediction);
    boolean[] targetSurface = surface(target.labels(), label, geometry, box);
    boolean[] predictedSurface = surface(prediction.labels(), label, geometry, box);
    double[] spacing = geometry.spacing();
    float[] toPrediction = DistanceTransform.squared(predictedSurface, box.size(), spacing);
    float[] fromTarget = pick(toPrediction, targetSurface);
    float[] toTarget = DistanceTransform.squared(targetSurface, box.size(), spacing);
    float[] fromPrediction = pick(toTarget, predictedSurface);
    if (fromTarget.length == 0 || fromPrediction.length == 0) {
      throw new IllegalStateException("Surface distances of an empty structure: " + label);
    }
    return new SurfaceDistances(fromTarget, fromPrediction);
  }

  /** The percentile of the distances of both surfaces pooled, linear between ranks. */
  public double percentile(double percentile) {
    float[] pooled = Arrays.copyOf(fromTarget, fromTarget.length + fromPrediction.length);
    System.arraycopy(fromPrediction, 0, pooled, fromTarget.length, fromPrediction.length);
    Arrays.parallelSort(pooled);
    double rank = percentile / 100 * (pooled.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, pooled.length - 1);
    return pooled[below] + (rank - below) * (pooled[above] - pooled[below]);
  }

  /** The mean of the distances of both surfaces pooled. */
  public double mean() {
    return (sum(fromTarget) + sum(fromPrediction)) / (fromTarget.length + fromPrediction.length);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static float[] pick(float[] squared, boolean[] where) {
    int count = 0;
    for (boolean here : where) {
      count += here ? 1 : 0;
    }
    float[] picked = new float[count];
    int next = 0;
    for (int i = 0; i < where.length; i++) {
      if (where[i]) {
        picked[next++] = (float) Math.sqrt(squared[i]);
      }
    }
    return picked;
  }

  /** Voxels of the structure with a face neighbour outside of it; in the box, x fastest. */
  private static boolean[] surface(int[] labels, int label, Geometry geometry, Box box) {
    int[] size = box.size();
    boolean flat = geometry.isFlat();
    boolean[] surface = new boolean[size[0] * size[1] * size[2]];
    int strideY = geometry.size(0);
    int strideZ = geometry.size(0) * geometry.size(1);
    int next = 0;
    for (int z = 0; z < size[2]; z++) {
      boolean edgeZ = !flat && (z == 0 || z == size[2] - 1);
      for (int y = 0; y < size[1]; y++) {
        boolean edgeY = edgeZ || y == 0 || y == size[1] - 1;
        int row = ((box.start()[2] + z) * geometry.size(1) + box.start()[1] + y) * strideY;
        for (int x = 0; x < size[0]; x++, next++) {
          int i = row + box.start()[0] + x;
          if (labels[i] != label) {
            continue;
          }
          // At an edge of the box the neighbour is outside: the box is tight, or ends the image.
          surface[next] =
              edgeY
                  || x == 0
                  || x == size[0] - 1
                  || labels[i - 1] != label
                  || labels[i + 1] != label
                  || labels[i - strideY] != label
                  || labels[i + strideY] != label
                  || !flat && (labels[i - strideZ] != label || labels[i + strideZ] != label);
        }
      }
    }
    return surface;
  }
}
