package io.bactrian.imaging.phantom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A synthetic T1-weighted MRI of a head with two structures of interest, whose labels are known:
 * the hippocampi (both {@link #HIPPOCAMPUS}) and a tumour ({@link #TUMOUR}). Each seed gives
 * another head, another pose in the scanner, another grid and another contrast.
 *
 * <p>About 60 voxels along each axis of 2.6 to 3.1 mm; the axes of the image run along those of the
 * head in any order and sense, turned by a few degrees. A voxel has the mean signal of 8 points in
 * it, so that faces are smooth, times a smooth bias field, with Rician noise; its label is the
 * structure that at least half of the points belong to.
 */
public final class HeadPhantom {
  /** Label of the hippocampi. */
  public static final int HIPPOCAMPUS = 1;

  /** Label of the tumour, rim and core. */
  public static final int TUMOUR = 2;

  /** Labels that the maps hold, background first. */
  public static final List<Integer> LABELS = List.of(0, HIPPOCAMPUS, TUMOUR);

  // What is in the picture, in head coordinates: millimetres to the left, the back, and up.
  private static final double[] CENTRE = {0, -4, 6};
  private static final double[] EXTENT = {170, 210, 176};
  private static final double[] POINTS = {-0.25, 0.25};

  private final HeadAnatomy anatomy;
  private final BiasAndNoise scanner;
  private final Geometry geometry;
  private final double[] toHead;
  private final double[] signals;

  private HeadPhantom(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    anatomy = new HeadAnatomy(random);
    Pose pose = new Pose(random);
    geometry = grid(pose, random);
    toHead = pose.toHead(geometry);
    signals = signals(random);
    scanner = new BiasAndNoise(random);
  }

  /**
   * The head of a seed.
   *
   * @return one channel of floats, and the labels 0, 1 and 2
   */
  public static Sample generate(long seed) {
    return new HeadPhantom(seed).scan();
  }

  private static Geometry grid(Pose pose, RandomGenerator random) {
    int[] size = new int[3];
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = Math.round(100 * (2.6 + 0.5 * random.nextDouble())) / 100.0;
      size[axis] = (int) Math.ceil(EXTENT[pose.headAxis(axis)] / spacing[axis]);
    }
    return pose.centred(size, spacing, CENTRE);
  }

  /** The signal of each tissue in this scan: contrast and gain differ from scan to scan. */
  private static double[] signals(RandomGenerator random) {
    double gain = 300 + 700 * random.nextDouble();
    double contrast = 0.85 + 0.3 * random.nextDouble();
    double[] signals = new double[Tissue.values().length];
    for (Tissue tissue : Tissue.values()) {
      double varied = tissue.signal() * (1 + 0.05 * (2 * random.nextDouble() - 1));
      signals[tissue.ordinal()] = gain * Math.pow(varied, contrast);
    }
    return signals;
  }

  private Sample scan() {
    float[] values = new float[Math.toIntExact(geometry.voxels())];
    int[] labels = new int[values.length];
    Slices.forEach(geometry.size(2), z -> scanSlice(z, values, labels));
    return new Sample(List.of(Image.of(values, geometry)), new LabelMap(labels, geometry));
  }

  private void scanSlice(int z, float[] values, int[] labels) {
    RandomGenerator noise = scanner.noiseOfSlice(z);
    int[] votes = new int[LABELS.size()];
    int at = z * geometry.size(1) * geometry.size(0);
    for (int y = 0; y < geometry.size(1); y++) {
      for (int x = 0; x < geometry.size(0); x++, at++) {
        double signal = signal(x, y, z, votes);
        double bias =
            scanner.bias(
                2.0 * x / geometry.size(0) - 1,
                2.0 * y / geometry.size(1) - 1,
                2.0 * z / geometry.size(2) - 1);
        double full = signals[Tissue.WHITE_MATTER.ordinal()];
        values[at] = (float) scanner.withNoise(signal * bias, full, noise);
        for (int label = 1; label < votes.length; label++) {
          if (2 * votes[label] >= POINTS.length * POINTS.length * POINTS.length) {
            labels[at] = label;
          }
        }
      }
    }
  }

  /** Mean signal of the points in a voxel; counts the points of each label. */
  private double signal(int x, int y, int z, int[] votes) {
    java.util.Arrays.fill(votes, 0);
    double sum = 0;
    for (double dz : POINTS) {
      for (double dy : POINTS) {
        for (double dx : POINTS) {
          Tissue tissue =
              anatomy.at(
                  head(0, x + dx, y + dy, z + dz),
                  head(1, x + dx, y + dy, z + dz),
                  head(2, x + dx, y + dy, z + dz));
          sum += signals[tissue.ordinal()];
          votes[tissue.label()]++;
        }
      }
    }
    return sum / (POINTS.length * POINTS.length * POINTS.length);
  }

  private double head(int row, double x, double y, double z) {
    return toHead[4 * row] * x
        + toHead[4 * row + 1] * y
        + toHead[4 * row + 2] * z
        + toHead[4 * row + 3];
  }
}
