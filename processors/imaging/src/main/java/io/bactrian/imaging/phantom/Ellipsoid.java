package io.bactrian.imaging.phantom;

/**
 * An ellipsoid with axes along those of the head.
 *
 * @param x centre, millimetres, to the left
 * @param y centre, to the back
 * @param z centre, upwards
 * @param a half axis along x
 * @param b half axis along y
 * @param c half axis along z
 */
record Ellipsoid(double x, double y, double z, double a, double b, double c) {
  /** Distance from the centre as a part of the radius in that direction: 1 on the surface. */
  double radius(double px, double py, double pz) {
    double dx = (px - x) / a;
    double dy = (py - y) / b;
    double dz = (pz - z) / c;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  boolean contains(double px, double py, double pz) {
    double dx = (px - x) / a;
    double dy = (py - y) / b;
    double dz = (pz - z) / c;
    return dx * dx + dy * dy + dz * dz < 1;
  }

  /** Millimetres to the surface along the ray from the centre; below 0 outside. */
  double depth(double px, double py, double pz) {
    double radius = radius(px, py, pz);
    if (radius < 1e-6) {
      return Math.min(a, Math.min(b, c));
    }
    double dx = px - x;
    double dy = py - y;
    double dz = pz - z;
    return (1 / radius - 1) * Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
