package io.bactrian.imaging.normalize.n4;

/**
 * How N4 searches. The defaults are SimpleITK's, but for {@code shrink} (1 there).
 *
 * @param spans of the coarsest lattice along each axis: its control points less 3
 * @param levels of lattices, each with twice the spans
 * @param iterations on each level at most
 * @param tolerance below which a change of the field ends a level (coefficient of variation of the
 *     ratio of two fields)
 * @param fullWidth of the Gaussian that the field blurs the histogram of logarithms by, at half its
 *     maximum
 * @param noise of the Wiener filter
 * @param bins of the histogram
 * @param shrink every so many voxels along each axis are looked at; less where fewer than 16 would
 *     be left
 */
public record N4Settings(
    int spans,
    int levels,
    int iterations,
    double tolerance,
    double fullWidth,
    double noise,
    int bins,
    int shrink) {
  public static final N4Settings DEFAULTS = new N4Settings(1, 4, 50, 0.001, 0.15, 0.01, 200, 4);

  /** More control points would fit noise, and take memory without end. */
  private static final int MOST_SPANS = 256;

  public N4Settings {
    if (spans < 1 || levels < 1 || levels > 9 || (long) spans << levels > 2 * MOST_SPANS) {
      throw new IllegalArgumentException(spans + " spans on " + levels + " levels");
    }
    if (iterations < 1 || bins < 2 || bins > 1 << 16 || shrink < 1) {
      throw new IllegalArgumentException(iterations + ", " + bins + ", " + shrink);
    }
    if (!(tolerance >= 0 && fullWidth > 0 && noise > 0)) {
      throw new IllegalArgumentException(tolerance + ", " + fullWidth + ", " + noise);
    }
  }

  /** The distance of samples along an axis of so many voxels. */
  int step(int size) {
    return Math.max(1, Math.min(shrink, size / 16));
  }

  int finestSpans() {
    return spans << (levels - 1);
  }
}
