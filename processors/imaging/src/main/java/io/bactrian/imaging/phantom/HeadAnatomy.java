package io.bactrian.imaging.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The tissue at every point of one head. Coordinates are millimetres from the middle of the head, x
 * to the left, y to the back, z upwards. Shapes are simple bodies with the proportions of an adult;
 * sizes, positions and foldings differ between heads.
 */
final class HeadAnatomy {
  private static final double SCALP = 6;
  private static final double SKULL = 6;
  private static final double FLUID = 2.5;

  private final Ellipsoid cranium;
  private final Ellipsoid face;
  private final Ellipsoid nose;
  private final List<Ellipsoid> eyes;
  private final Ellipsoid cerebellum;
  private final List<Ellipsoid> ventricles = new ArrayList<>();
  private final List<Ellipsoid> nuclei = new ArrayList<>();
  private final List<Hippocampus> hippocampi = new ArrayList<>();
  private final Tumour tumour;
  private final double foldLength;
  private final double[] phase = new double[6];

  HeadAnatomy(RandomGenerator random) {
    cranium =
        new Ellipsoid(
            0, 0, 12, 78 * vary(random, 0.05), 95 * vary(random, 0.05), 76 * vary(random, 0.05));
    face = new Ellipsoid(0, -34, -52, 52 * vary(random, 0.05), 56, 62);
    nose = new Ellipsoid(0, -92, -38, 10, 14 * vary(random, 0.2), 17);
    eyes =
        List.of(new Ellipsoid(31, -74, -24, 12, 12, 12), new Ellipsoid(-31, -74, -24, 12, 12, 12));
    cerebellum =
        new Ellipsoid(
            0, 46, -30, 46 * vary(random, 0.06), 30 * vary(random, 0.06), 22 * vary(random, 0.06));
    double wide = 0.8 + 0.7 * random.nextDouble(); // ventricles vary most between people
    for (int side = -1; side <= 1; side += 2) {
      double asymmetry = vary(random, 0.1);
      ventricles.add(
          new Ellipsoid(side * 10, -4, 22, 6 * wide * asymmetry, 29, 8.5 * wide * asymmetry));
      ventricles.add(new Ellipsoid(side * 20, 28, 12, 6 * wide * asymmetry, 12, 9 * wide));
      nuclei.add(new Ellipsoid(side * 11, 9, 6, 8.5, 14 * vary(random, 0.08), 8));
      nuclei.add(new Ellipsoid(side * 26, -8, 8, 6.5 * vary(random, 0.1), 17, 11));
      nuclei.add(new Ellipsoid(side * 14, -22, 15, 5.5, 12, 8));
      hippocampi.add(new Hippocampus(side, random));
    }
    ventricles.add(new Ellipsoid(0, 6, 4, 2.2 * wide, 14, 9));
    tumour = new Tumour(random);
    foldLength = 2 * Math.PI / (24 + 5 * random.nextDouble());
    for (int i = 0; i < phase.length; i++) {
      phase[i] = 2 * Math.PI * random.nextDouble();
    }
  }

  /** A factor around 1. */
  private static double vary(RandomGenerator random, double spread) {
    return 1 + spread * (2 * random.nextDouble() - 1);
  }

  Tissue at(double x, double y, double z) {
    double depth = cranium.depth(x, y, z);
    double base = baseOfSkull(x, y);
    if (depth < 0 || z < base - SKULL) {
      return below(x, y, z, depth);
    }
    if (depth < SCALP) {
      return Tissue.SKIN_AND_FAT;
    }
    if (depth < SCALP + SKULL || z < base) {
      return Tissue.BONE;
    }
    double inside = Math.min(depth - SCALP - SKULL, z - base);
    return inside < FLUID ? Tissue.FLUID : brain(x, y, z, inside - FLUID);
  }

  /** Height of the inner base of the skull: three steps down from the front to the back. */
  private static double baseOfSkull(double x, double y) {
    double front = 13 / (1 + Math.exp((y + 34) / 5));
    double slope = y < 8 ? -24 : -24 - 1.4 * (y - 8);
    return Math.max(-56, slope) + front - 0.0015 * x * x;
  }

  private Tissue below(double x, double y, double z, double depth) {
    for (Ellipsoid eye : eyes) {
      if (eye.contains(x, y, z)) {
        return Tissue.FLUID;
      }
    }
    double neck = 46 - Math.sqrt(x * x + (y - 22) * (y - 22) * 0.85);
    double flesh = face.depth(x, y, z);
    flesh = Math.max(flesh, z < -20 ? neck : -1);
    flesh = Math.max(flesh, z < 0 ? depth : -1);
    flesh = Math.max(flesh, nose.depth(x, y, z));
    if (flesh < 0) {
      return Tissue.AIR;
    }
    if (flesh < 5) {
      return Tissue.SKIN_AND_FAT;
    }
    if (Math.abs(x) < 15 && y < -46 && y > -78 && z < -30 && z > -54) {
      return Tissue.AIR; // nasal cavity
    }
    double spine = x * x + (y - 36) * (y - 36);
    if (spine < 81) {
      return Tissue.WHITE_MATTER;
    }
    return spine < 15 * 15 ? Tissue.BONE : Tissue.MUSCLE;
  }

  private Tissue brain(double x, double y, double z, double depth) {
    if (z < -6 && cerebellum.contains(x, y, z)) {
      double leaf = Math.sin(0.9 * (z + 0.6 * Math.abs(y - 46) + 0.15 * Math.abs(x)));
      return leaf > 0.1 || cerebellum.radius(x, y, z) > 0.86
          ? Tissue.GRAY_MATTER
          : Tissue.WHITE_MATTER;
    }
    if (z < 2 && x * x + (y - 24) * (y - 24) * 0.7 < 13 * 13) {
      return Tissue.WHITE_MATTER; // brain stem
    }
    if (z < -4 && y > 12) {
      return Tissue.FLUID; // between cerebrum and cerebellum
    }
    if (depth > 1) {
      Tissue mass = tumour.at(x, y, z);
      if (mass != null) {
        return mass;
      }
    }
    Tissue deep = deep(x, y, z);
    return deep != null ? deep : cerebrum(x, y, z, depth);
  }

  private Tissue deep(double x, double y, double z) {
    for (Ellipsoid ventricle : ventricles) {
      if (ventricle.contains(x, y, z)) {
        return Tissue.FLUID;
      }
    }
    for (Hippocampus hippocampus : hippocampi) {
      Tissue found = hippocampus.at(x, y, z);
      if (found != null) {
        return found;
      }
    }
    for (Ellipsoid nucleus : nuclei) {
      if (nucleus.contains(x, y, z)) {
        return Tissue.DEEP_NUCLEUS;
      }
    }
    return null;
  }

  /** The folded ribbon of gray matter around white matter, and the fissure between the halves. */
  private Tissue cerebrum(double x, double y, double z, double depth) {
    double midline = Math.abs(x);
    if (midline < 1.3 && (depth < 26 || z > 34)) {
      return Tissue.FLUID;
    }
    double toSurface = z > 34 ? Math.min(depth, midline - 1.3) : depth;
    if (toSurface > 19) {
      return Tissue.WHITE_MATTER;
    }
    double fold = Math.abs(fold(x, y, z));
    if (toSurface < 14 && fold < 0.13) {
      return Tissue.FLUID;
    }
    return toSurface < 3.4 || fold < 0.68 ? Tissue.GRAY_MATTER : Tissue.WHITE_MATTER;
  }

  /** A gyroid, slightly warped: its zero surface runs through the brain as the sulci do. */
  private double fold(double x, double y, double z) {
    double u = foldLength * x + phase[0] + 0.8 * Math.sin(0.05 * y + phase[3]);
    double v = foldLength * y + phase[1] + 0.8 * Math.sin(0.05 * z + phase[4]);
    double w = foldLength * z + phase[2] + 0.8 * Math.sin(0.05 * x + phase[5]);
    return Math.sin(u) * Math.cos(v) + Math.sin(v) * Math.cos(w) + Math.sin(w) * Math.cos(u);
  }
}
