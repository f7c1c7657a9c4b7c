package io.bactrian.imaging.normalize.n4;

/** Discrete Fourier transform of a power of two of complex numbers, in place. */
final class FourierTransform {
  private FourierTransform() {}

  /** Sums with exp(-2 pi i j k / n). */
  static void forward(double[] real, double[] imaginary) {
    transform(real, imaginary, -1);
  }

  /** Sums with exp(2 pi i j k / n), divided by n. */
  static void inverse(double[] real, double[] imaginary) {
    transform(real, imaginary, 1);
    for (int i = 0; i < real.length; i++) {
      real[i] /= real.length;
      imaginary[i] /= real.length;
    }
  }

  private static void transform(double[] real, double[] imaginary, int sign) {
    int n = real.length;
    if (Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("Not a power of two: " + n);
    }
    for (int i = 1; i < n; i++) {
      int j = Integer.reverse(i) >>> 1 + Integer.numberOfLeadingZeros(n);
      if (i < j) {
        swap(real, i, j);
        swap(imaginary, i, j);
      }
    }
    for (int half = 1; half < n; half *= 2) {
      for (int k = 0; k < half; k++) {
        double angle = sign * Math.PI * k / half;
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        for (int i = k; i < n; i += 2 * half) {
          int j = i + half;
          double re = real[j] * cosine - imaginary[j] * sine;
          double im = real[j] * sine + imaginary[j] * cosine;
          real[j] = real[i] - re;
          imaginary[j] = imaginary[i] - im;
          real[i] += re;
          imaginary[i] += im;
        }
      }
    }
  }

  private static void swap(double[] values, int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
