package io.bactrian.learning.augmentation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The discrete Fourier transform of one length, {@code X[k] = sum x[j] exp(-2 pi i j k / n)}, of
 * many lines at once: Stockham's sorting transform with radices up to 13, and Bluestein's for
 * lengths with a larger prime factor. Nothing is scaled.
 *
 * <p>Lines lie side by side, element j of line c at {@code j * lines + c}, so that the innermost
 * loops run over lines and are vectorized.
 */
final class Fourier {
  private static final int LARGEST_RADIX = 13;
  private static final Map<Integer, Fourier> KNOWN = new ConcurrentHashMap<>();

  private final int length;
  private final int[] radices;
  private final float[] cos;
  private final float[] sin;
  private final Bluestein bluestein;

  private Fourier(int length) {
    this.length = length;
    radices = radices(length);
    bluestein = radices == null ? new Bluestein(length) : null;
    cos = new float[length];
    sin = new float[length];
    for (int k = 0; k < length; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / length);
      sin[k] = (float) -Math.sin(2 * Math.PI * k / length);
    }
  }

  static Fourier of(int length) {
    Fourier known = KNOWN.get(length);
    if (known == null) {
      known = new Fourier(length);
      KNOWN.put(length, known);
    }
    return known;
  }

  /** Factors, fours first; null when a prime factor is above the largest radix. */
  private static int[] radices(int length) {
    int[] found = new int[32];
    int count = 0;
    int left = length;
    for (int radix : new int[] {4, 2, 3, 5, 7, 11, LARGEST_RADIX}) {
      for (; left % radix == 0; left /= radix) {
        found[count++] = radix;
      }
    }
    return left == 1 ? java.util.Arrays.copyOf(found, count) : null;
  }

  /** Transforms the lines in place. */
  void forward(Lines lines) {
    if (bluestein != null) {
      bluestein.forward(lines);
      return;
    }
    int count = length;
    int run = lines.count;
    for (int radix : radices) {
      count /= radix;
      stage(lines, radix, count, run);
      run *= radix;
      lines.swap();
    }
  }

  /** The transform with the opposite sign; divide by the length to undo {@link #forward}. */
  void backward(Lines lines) {
    lines.exchangeParts();
    forward(lines);
    lines.exchangeParts();
  }

  private void stage(Lines lines, int radix, int count, int run) {
    int step = length / (count * radix);
    for (int p = 0; p < count; p++) {
      if (radix == 4) {
        four(lines, p * run, count * run, 4 * p * run, run, p * step);
      } else {
        any(lines, radix, p, count, run, step);
      }
    }
  }

  /** {@code to[j] = w^j sum_k from[k] i^(-jk)} for runs of elements, w the root at {@code turn}. */
  private void four(Lines lines, int from, int gap, int to, int run, int turn) {
    float[] re = lines.re;
    float[] im = lines.im;
    float[] toRe = lines.otherRe;
    float[] toIm = lines.otherIm;
    float c1 = cos[turn];
    float s1 = sin[turn];
    float c2 = cos[2 * turn % length];
    float s2 = sin[2 * turn % length];
    float c3 = cos[3 * turn % length];
    float s3 = sin[3 * turn % length];
    for (int q = 0; q < run; q++) {
      int at = from + q;
      float sumRe = re[at] + re[at + 2 * gap];
      float sumIm = im[at] + im[at + 2 * gap];
      float differenceRe = re[at] - re[at + 2 * gap];
      float differenceIm = im[at] - im[at + 2 * gap];
      float oddRe = re[at + gap] + re[at + 3 * gap];
      float oddIm = im[at + gap] + im[at + 3 * gap];
      float turnedRe = im[at + gap] - im[at + 3 * gap];
      float turnedIm = re[at + 3 * gap] - re[at + gap];
      int out = to + q;
      toRe[out] = sumRe + oddRe;
      toIm[out] = sumIm + oddIm;
      float aRe = differenceRe + turnedRe;
      float aIm = differenceIm + turnedIm;
      toRe[out + run] = c1 * aRe - s1 * aIm;
      toIm[out + run] = c1 * aIm + s1 * aRe;
      float bRe = sumRe - oddRe;
      float bIm = sumIm - oddIm;
      toRe[out + 2 * run] = c2 * bRe - s2 * bIm;
      toIm[out + 2 * run] = c2 * bIm + s2 * bRe;
      float dRe = differenceRe - turnedRe;
      float dIm = differenceIm - turnedIm;
      toRe[out + 3 * run] = c3 * dRe - s3 * dIm;
      toIm[out + 3 * run] = c3 * dIm + s3 * dRe;
    }
  }

  private void any(Lines lines, int radix, int p, int count, int run, int step) {
    for (int j = 0; j < radix; j++) {
      int to = (radix * p + j) * run;
      for (int k = 0; k < radix; k++) {
        int turn = (int) (((long) p * j * step + (long) j * k * (length / radix)) % length);
        add(lines, (p + count * k) * run, to, run, cos[turn], sin[turn], k == 0);
      }
    }
  }

  private static void add(Lines lines, int from, int to, int run, float c, float s, boolean first) {
    float[] re = lines.re;
    float[] im = lines.im;
    float[] toRe = lines.otherRe;
    float[] toIm = lines.otherIm;
    if (first) {
      for (int q = 0; q < run; q++) {
        toRe[to + q] = c * re[from + q] - s * im[from + q];
        toIm[to + q] = c * im[from + q] + s * re[from + q];
      }
    } else {
      for (int q = 0; q < run; q++) {
        toRe[to + q] += c * re[from + q] - s * im[from + q];
        toIm[to + q] += c * im[from + q] + s * re[from + q];
      }
    }
  }

  /** Complex lines side by side, with memory of the same size to write the next stage into. */
  static final class Lines {
    final int count;
    float[] re;
    float[] im;
    private float[] otherRe;
    private float[] otherIm;
    private Lines convolution;

    Lines(int length, int count) {
      this.count = count;
      re = new float[length * count];
      im = new float[length * count];
      otherRe = new float[length * count];
      otherIm = new float[length * count];
    }

    private void swap() {
      float[] oldRe = re;
      float[] oldIm = im;
      re = otherRe;
      im = otherIm;
      otherRe = oldRe;
      otherIm = oldIm;
    }

    private void exchangeParts() {
      float[] old = re;
      re = im;
      im = old;
      old = otherRe;
      otherRe = otherIm;
      otherIm = old;
    }
  }

  /** A transform of any length as a convolution of a length of 2^k (Bluestein 1970). */
  private static final class Bluestein {
    private final int length;
    private final int wide;
    private final float[] chirpRe;
    private final float[] chirpIm;
    private final Lines filter;

    Bluestein(int length) {
      this.length = length;
      wide = Math.max(2, Integer.highestOneBit(2 * length - 2) << 1);
      chirpRe = new float[length];
      chirpIm = new float[length];
      filter = new Lines(wide, 1);
      for (int k = 0; k < length; k++) {
        double angle = Math.PI * ((long) k * k % (2L * length)) / length;
        chirpRe[k] = (float) Math.cos(angle);
        chirpIm[k] = (float) -Math.sin(angle);
        for (int at : new int[] {k, (wide - k) % wide}) {
          filter.re[at] = chirpRe[k];
          filter.im[at] = -chirpIm[k];
        }
      }
      of(wide).forward(filter);
    }

    void forward(Lines lines) {
      int count = lines.count;
      if (lines.convolution == null) {
        lines.convolution = new Lines(wide, count);
      }
      Lines work = lines.convolution;
      java.util.Arrays.fill(work.re, length * count, wide * count, 0);
      java.util.Arrays.fill(work.im, length * count, wide * count, 0);
      multiply(lines, work, chirpRe, chirpIm, length, count, 1);
      of(wide).forward(work);
      multiply(work, work, filter.re, filter.im, wide, count, 1f / wide);
      of(wide).backward(work);
      multiply(work, lines, chirpRe, chirpIm, length, count, 1);
    }

    private static void multiply(
        Lines from, Lines to, float[] re, float[] im, int length, int count, float scale) {
      for (int k = 0; k < length; k++) {
        float c = re[k] * scale;
        float s = im[k] * scale;
        for (int i = k * count; i < (k + 1) * count; i++) {
          float value = from.re[i];
          to.re[i] = c * value - s * from.im[i];
          to.im[i] = c * from.im[i] + s * value;
        }
      }
    }
  }
}
