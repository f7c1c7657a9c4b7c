package io.bactrian.learning.augmentation;

/**
 * Powers of floats to about 1e-6 relative, several times faster than {@link Math#pow}: every voxel
 * of every patch goes through them.
 */
final class FloatPower {
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final int SQRT_HALF_BITS = Float.floatToRawIntBits((float) Math.sqrt(0.5));
  // Taylor series of 2^f: ln(2)^k / k!
  private static final float[] EXP = new float[7];

  static {
    double term = 1;
    for (int k = 0; k < EXP.length; k++) {
      EXP[k] = (float) term;
      term *= Math.log(2) / (k + 1);
    }
  }

  private static final float E1 = EXP[1];
  private static final float E2 = EXP[2];
  private static final float E3 = EXP[3];
  private static final float E4 = EXP[4];
  private static final float E5 = EXP[5];
  private static final float E6 = EXP[6];

  private FloatPower() {}

  /** e to the power of x; x is taken as within -80 and 80. */
  static float exp(float x) {
    return exp2(Math.max(-80, Math.min(80, x)) * LOG2_E);
  }

  /** A number above 0 to any power that keeps the result within the range of normal floats. */
  static float pow(float base, float exponent) {
    return exp2(Math.max(-126, Math.min(126, log2(base) * exponent)));
  }

  /** The natural logarithm of a number above 0. */
  static float log(float x) {
    return log2(x) / LOG2_E;
  }

  private static float exp2(float x) {
    int whole = (int) (x + 1024.5f) - 1024;
    float f = x - whole;
    float value = 1 + f * (E1 + f * (E2 + f * (E3 + f * (E4 + f * (E5 + f * E6)))));
    return value * Float.intBitsToFloat((whole + 127) << 23);
  }

  /** By the series of the inverse hyperbolic tangent, the mantissa within sqrt(1/2) to sqrt(2). */
  private static float log2(float x) {
    int bits = Float.floatToRawIntBits(x) - SQRT_HALF_BITS;
    int exponent = bits >> 23;
    float m = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS);
    float s = (m - 1) / (m + 1);
    float q = s * s;
    float series = s * (1 + q * (1f / 3 + q * (1f / 5 + q * (1f / 7 + q * (1f / 9)))));
    return exponent + 2 * LOG2_E * series;
  }
}
