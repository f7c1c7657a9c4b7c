package io.bactrian.imaging.io.nrrd;

import io.bactrian.imaging.Geometry;
import java.util.List;
import java.util.Locale;

/**
 * The border between the spaces of NRRD and {@link Geometry}, in LPS: axes to the right or to the
 * front change sign. Spaces of a scanner, or without a name, are taken as they are, as ITK does.
 */
final class NrrdSpace {
  private final NrrdFields fields;
  private final double[] signs;
  private final boolean timed;

  NrrdSpace(NrrdFields fields) {
    this.fields = fields;
    String name = fields.get("space") == null ? "" : fields.get("space");
    String small = name.toLowerCase(Locale.ROOT).replace('_', '-');
    this.timed = small.endsWith("-time") || small.matches("(ras|las|lps)t");
    String place = small.replaceFirst("-time$", "");
    if (place.matches("(ras|las|lps)t?")) {
      place = place.substring(0, 3);
    }
    this.signs =
        switch (place) {
          case "right-anterior-superior", "ras" -> new double[] {-1, -1, 1};
          case "left-anterior-superior", "las" -> new double[] {1, -1, 1};
          case "",
              "left-posterior-superior",
              "lps",
              "scanner-xyz",
              "3d-right-handed",
              "3d-left-handed" ->
              new double[] {1, 1, 1};
          default -> throw fields.broken("space is '" + name + "'", "a space of NRRD, such as LPS");
        };
  }

  /** Whether a direction is one of time: the fourth axis of a space that has one. */
  boolean isTime(double[] direction) {
    return timed && direction.length == 4 && direction[3] != 0;
  }

  /**
   * @param size of x, y, z
   * @param directions of as many axes as the image has, from 1 to 3
   */
  Geometry oriented(int[] size, List<double[]> directions) {
    double[] spacing = {1, 1, 1};
    double[][] units = new double[3][];
    for (int axis = 0; axis < directions.size(); axis++) {
      double[] vector = inLps(directions.get(axis), "space directions");
      spacing[axis] = length(vector);
      for (int i = 0; i < 3; i++) {
        vector[i] = vector[i] / spacing[axis] + 0.0;
      }
      units[axis] = vector;
    }
    complete(units);
    double[] direction = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        direction[3 * row + axis] = units[axis][row];
      }
    }
    return geometry(size, spacing, origin(), direction);
  }

  private double[] origin() {
    List<double[]> origin = fields.vectors("spaceorigin");
    return origin.isEmpty() || origin.get(0).length == 0
        ? new double[3]
        : inLps(origin.get(0), "space origin");
  }

  /** Spacings alone: axes along L, P, S. */
  Geometry plain(int[] size, double[] spacings, double[] minima) {
    double[] spacing = {1, 1, 1};
    double[] origin = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double value = axis < spacings.length ? Math.abs(spacings[axis]) : Double.NaN;
      spacing[axis] = value > 0 && Double.isFinite(value) ? value : 1;
      double minimum = axis < minima.length ? minima[axis] : 0;
      origin[axis] = Double.isFinite(minimum) ? minimum : 0;
    }
    return geometry(size, spacing, origin, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  private Geometry geometry(int[] size, double[] spacing, double[] origin, double[] direction) {
    try {
      return new Geometry(size, spacing, origin, direction);
    } catch (IllegalArgumentException e) {
      throw fields.broken(e.getMessage(), "directions that are not 0 and do not lie in a plane");
    }
  }

  private double[] inLps(double[] vector, String name) {
    if (vector.length < 2 || vector.length > 4 || vector.length == 4 && !timed) {
      throw fields.broken(name + " have " + vector.length + " coordinates", "2 or 3 coordinates");
    }
    double[] lps = new double[3];
    for (int i = 0; i < Math.min(3, vector.length); i++) {
      lps[i] = signs[i] * vector[i] + 0.0;
      if (!Double.isFinite(lps[i])) {
        throw fields.broken(name + " hold " + vector[i], "finite numbers");
      }
    }
    return lps;
  }

  private static double length(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  /** Axes that a flat image lacks: upright on those that it has, right-handed. */
  private static void complete(double[][] units) {
    if (units[1] == null) {
      double[] x = units[0];
      double[] other = Math.abs(x[1]) < 0.9 ? new double[] {0, 1, 0} : new double[] {0, 0, 1};
      double[] z = unit(cross(x, other));
      units[1] = cross(z, x);
    }
    if (units[2] == null) {
      units[2] = unit(cross(units[0], units[1]));
    }
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1] + 0.0, a[2] * b[0] - a[0] * b[2] + 0.0, a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double[] unit(double[] v) {
    double length = length(v);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }
}
