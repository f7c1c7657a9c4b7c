package io.bactrian.imaging.normalize;

/**
 * Powers of floats from 0 to 2 by a table over the exponent and the first 6 bits of the mantissa,
 * linear in between: within 2e-5 of the power itself, and several times faster.
 */
final class FloatPowerTable {
  private static final int SHIFT = 17;
  private static final int FIRST = Float.floatToRawIntBits(0x1p-60f) >>> SHIFT;
  private static final int LENGTH = (Float.floatToRawIntBits(2f) >>> SHIFT) - FIRST + 1;
  private static final int REST = (1 << SHIFT) - 1;

  private final float[] powers = new float[LENGTH];
  private final float[] slopes = new float[LENGTH];

  FloatPowerTable(double exponent) {
    // Entry 0 stays 0: the power of 0, and of what is smaller than 2^-60.
    for (int i = 1; i < LENGTH; i++) {
      double low = Math.pow(Float.intBitsToFloat((FIRST + i) << SHIFT), exponent);
      double high = Math.pow(Float.intBitsToFloat((FIRST + i + 1) << SHIFT), exponent);
      powers[i] = (float) low;
      slopes[i] = (float) ((high - low) / (REST + 1));
    }
  }

  /** The power of the magnitude, with the sign. */
  float signed(float value) {
    int bits = Float.floatToRawIntBits(value);
    int magnitude = bits & Integer.MAX_VALUE;
    int index = Math.max(0, (magnitude >>> SHIFT) - FIRST);
    float power = powers[index] + slopes[index] * (magnitude & REST);
    return Float.intBitsToFloat(Float.floatToRawIntBits(power) | bits & Integer.MIN_VALUE);
  }

  /**
   * Adds to each sum the power of twice the difference of its value and the other value {@code
   * shift} places on, with the sign of the difference; nothing where there is no other value.
   */
  void addSigned(float[] values, float[] others, int shift, float[] sums) {
    int end = Math.min(values.length, values.length - shift);
    for (int x = Math.max(0, -shift); x < end; x++) {
      sums[x] += signed(2 * (values[x] - others[x + shift]));
    }
  }
}
