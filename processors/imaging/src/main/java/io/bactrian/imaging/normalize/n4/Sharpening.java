package io.bactrian.imaging.normalize.n4;

/**
 * Sharpens the histogram of the logarithm of an image (Sled, Zijdenbos, Evans, IEEE Transactions on
 * Medical Imaging 17, 1998): the field is taken to blur it by a Gaussian; a Wiener filter takes the
 * blur off, and each value v becomes the value u expected before the blur, E(u|v).
 */
final class Sharpening {
  private final double minimum;
  private final double width;
  private final double[] expected;

  /**
   * The map of a histogram.
   *
   * @param histogram of the blurred values; bin i lies at {@code minimum + i * width}
   * @param fullWidth of the Gaussian at half its maximum, in units of the values
   * @param noise of the Wiener filter
   */
  Sharpening(double[] histogram, double minimum, double width, double fullWidth, double noise) {
    this.minimum = minimum;
    this.width = width;
    int bins = histogram.length;
    int length = 2 * Integer.highestOneBit(2 * bins - 1);
    int offset = (length - bins) / 2;
    double[] gaussian = gaussian(length, fullWidth / width);
    double[] sharp = new double[length];
    System.arraycopy(histogram, 0, sharp, offset, bins);
    filter(sharp, wiener(gaussian, noise));
    double[] weighted = new double[length];
    for (int i = 0; i < length; i++) {
      sharp[i] = Math.max(0, sharp[i]);
      weighted[i] = sharp[i] * (minimum + (i - offset) * width);
    }
    filter(weighted, gaussian);
    filter(sharp, gaussian);
    expected = new double[bins];
    for (int i = 0; i < bins; i++) {
      double denominator = sharp[i + offset];
      expected[i] = denominator == 0 ? 0 : weighted[i + offset] / denominator;
    }
  }

  /** The transform of a Gaussian about 0, which is real: it is even. */
  private static double[] gaussian(int length, double fullWidth) {
    double[] real = new double[length];
    double scale = 2 * Math.sqrt(Math.log(2) / Math.PI) / fullWidth;
    for (int i = 0; i < length; i++) {
      double distance = Math.min(i, length - i) / fullWidth;
      real[i] = scale * Math.exp(-4 * Math.log(2) * distance * distance);
    }
    FourierTransform.forward(real, new double[length]);
    return real;
  }

  private static double[] wiener(double[] gaussian, double noise) {
    double[] filter = new double[gaussian.length];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = gaussian[i] / (gaussian[i] * gaussian[i] + noise);
    }
    return filter;
  }

  private static void filter(double[] values, double[] response) {
    double[] imaginary = new double[values.length];
    FourierTransform.forward(values, imaginary);
    for (int i = 0; i < values.length; i++) {
      values[i] *= response[i];
      imaginary[i] *= response[i];
    }
    FourierTransform.inverse(values, imaginary);
  }

  /** E(u|v) at the bins. */
  double[] expected() {
    return expected.clone();
  }

  /** The value that is expected before the blur. */
  float at(float value) {
    double position = (value - minimum) / width;
    int bin = (int) position;
    if (bin >= expected.length - 1) {
      return (float) expected[expected.length - 1];
    }
    return (float) (expected[bin] + (expected[bin + 1] - expected[bin]) * (position - bin));
  }
}
