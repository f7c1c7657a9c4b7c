package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;

/**
 * Images and labels on another grid, by physical coordinates; all processors take part.
 *
 * <p>The conventions are those of ITK's ResampleImageFilter: a voxel of the target takes its value
 * where its centre lies in the source; the source reaches half a voxel beyond its outermost centres
 * and keeps the outermost value there; farther out the value is 0. Where centres coincide the
 * values are copied exactly, so that what was cropped, padded or reoriented comes back as it was.
 */
public final class Resampling {
  /** Grids whose corners differ by less than this part of a voxel count as the same. */
  private static final double SAME_WITHIN = 1e-4;

  private Resampling() {}

  /**
   * @return an image on {@code target}; the voxels of {@code image} itself where the grids are the
   *     same
   */
  public static Image toGeometry(Image image, Geometry target, Interpolation interpolation) {
    if (image.geometry().matches(target, SAME_WITHIN)) {
      return image.withGeometry(target);
    }
    GridMap map = GridMap.of(image.geometry(), target);
    float[] source = image.toFloats();
    float[] result = new float[arrayLength(target)];
    if (interpolation == Interpolation.NEAREST || map.isExact()) {
      NearestKernel.resample(map, source, result);
    } else if (interpolation == Interpolation.LINEAR) {
      LinearKernel.resample(map, source, result);
    } else {
      SplineKernel.resample(map, source, result);
    }
    return Image.of(result, target);
  }

  /** Labels, by their nearest voxel. */
  public static LabelMap toGeometry(LabelMap labels, Geometry target) {
    if (labels.geometry().matches(target, SAME_WITHIN)) {
      return new LabelMap(labels.labels(), target);
    }
    int[] result = new int[arrayLength(target)];
    NearestKernel.resample(GridMap.of(labels.geometry(), target), labels.labels(), result);
    return new LabelMap(result, target);
  }

  /**
   * Labels by their nearest voxel, or each class linearly by itself and then the highest.
   *
   * @throws IllegalArgumentException for B-splines, which would invent labels
   */
  public static LabelMap toGeometry(LabelMap labels, Geometry target, Interpolation interpolation) {
    if (interpolation == Interpolation.BSPLINE) {
      throw new IllegalArgumentException("Labels are resampled by nearest or linear, not bspline");
    }
    GridMap map = GridMap.of(labels.geometry(), target);
    if (interpolation == Interpolation.NEAREST
        || map.isExact()
        || labels.geometry().matches(target, SAME_WITHIN)) {
      return toGeometry(labels, target);
    }
    int[] result = new int[arrayLength(target)];
    LabelKernel.resample(map, labels.labels(), result);
    return new LabelMap(result, target);
  }

  private static int arrayLength(Geometry target) {
    if (target.voxels() > Integer.MAX_VALUE - 8) {
      throw new ImageContentException(
          "The grid to resample to has " + target.voxels() + " voxels",
          target.toString(),
          "at most " + (Integer.MAX_VALUE - 8) + " voxels",
          "choose a larger spacing, or crop the image first");
    }
    return (int) target.voxels();
  }
}
