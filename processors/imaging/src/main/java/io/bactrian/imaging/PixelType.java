package io.bactrian.imaging;

/** How a voxel is stored, with the range of values that it can hold exactly. */
public enum PixelType {
  UINT8(1, 0, 255),
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  UINT16(2, 0, 65535),
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  UINT32(4, 0, 4294967295.0),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT64(8, 0, 18446744073709551615.0),
  INT64(8, Long.MIN_VALUE, Long.MAX_VALUE),
  FLOAT32(4, -Float.MAX_VALUE, Float.MAX_VALUE),
  FLOAT64(8, -Double.MAX_VALUE, Double.MAX_VALUE);

  private final int bytes;
  private final double minimum;
  private final double maximum;

  PixelType(int bytes, double minimum, double maximum) {
    this.bytes = bytes;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** Bytes of one voxel. */
  public int bytes() {
    return bytes;
  }

  public double minimum() {
    return minimum;
  }

  public double maximum() {
    return maximum;
  }

  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
