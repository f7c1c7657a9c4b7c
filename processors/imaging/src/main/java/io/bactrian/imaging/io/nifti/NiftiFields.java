package io.bactrian.imaging.io.nifti;

import java.nio.ByteBuffer;

/**
 * The fields of a NIfTI header by their byte offsets, alike for both versions: version 1 (348
 * bytes, shorts and floats) and version 2 (540 bytes, longs and doubles).
 *
 * @param bytes the header, in its byte order
 */
record NiftiFields(ByteBuffer bytes, int version) {
  private static final byte MILLIMETRES_AND_SECONDS = 2 | 8;

  private boolean first() {
    return version == 1;
  }

  String magic() {
    return NiftiHeader.text(bytes, first() ? 344 : 4, first() ? 4 : 8).strip();
  }

  int typeCode() {
    return bytes.getShort(first() ? 70 : 12);
  }

  long dimension(int index) {
    return first() ? bytes.getShort(40 + 2 * index) : bytes.getLong(16 + 8 * index);
  }

  double pixelSize(int index) {
    return real(76, 104, index);
  }

  double voxelOffset() {
    return first() ? bytes.getFloat(108) : bytes.getLong(168);
  }

  double slope() {
    return real(112, 176, 0);
  }

  double intercept() {
    return real(116, 184, 0);
  }

  int qformCode() {
    return first() ? bytes.getShort(252) : bytes.getInt(344);
  }

  int sformCode() {
    return first() ? bytes.getShort(254) : bytes.getInt(348);
  }

  /** b, c, d of the unit quaternion, then the three offsets. */
  double qform(int index) {
    return real(256, 352, index);
  }

  /** The 3x4 affine, row-major. */
  double sform(int index) {
    return real(280, 400, index);
  }

  /** Millimetres of the unit of length; millimetres where none is named. */
  double unitOfLength() {
    return switch ((first() ? bytes.get(123) : bytes.getInt(500)) & 7) {
      case 1 -> 1000;
      case 3 -> 0.001;
      default -> 1;
    };
  }

  private double real(int offset1, int offset2, int index) {
    return first() ? bytes.getFloat(offset1 + 4 * index) : bytes.getDouble(offset2 + 8 * index);
  }

  private void putReal(int offset1, int offset2, int index, double value) {
    if (first()) {
      bytes.putFloat(offset1 + 4 * index, (float) value);
    } else {
      bytes.putDouble(offset2 + 8 * index, value);
    }
  }

  void putStart(int typeCode, int bits, long voxelOffset, double slope, double intercept) {
    bytes.putInt(0, first() ? 348 : 540);
    byte[] magic =
        first()
            ? new byte[] {'n', '+', '1', 0}
            : new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'};
    bytes.duplicate().position(first() ? 344 : 4).put(magic);
    bytes.putShort(first() ? 70 : 12, (short) typeCode);
    bytes.putShort(first() ? 72 : 14, (short) bits);
    putReal(112, 176, 0, slope);
    putReal(116, 184, 0, intercept);
    if (first()) {
      bytes.put(38, (byte) 'r');
      bytes.putFloat(108, voxelOffset);
      bytes.put(123, MILLIMETRES_AND_SECONDS);
    } else {
      bytes.putLong(168, voxelOffset);
      bytes.putInt(500, MILLIMETRES_AND_SECONDS);
    }
  }

  void putDimensions(int[] size, int channels) {
    long[] dimensions = {channels > 1 ? 4 : 3, size[0], size[1], size[2], channels, 1, 1, 1};
    for (int i = 0; i < dimensions.length; i++) {
      if (first()) {
        bytes.putShort(40 + 2 * i, (short) dimensions[i]);
      } else {
        bytes.putLong(16 + 8 * i, dimensions[i]);
      }
    }
  }

  void putPixelSize(int index, double value) {
    putReal(76, 104, index, value);
  }

  void putQform(int code, double[] values) {
    if (first()) {
      bytes.putShort(252, (short) code);
    } else {
      bytes.putInt(344, code);
    }
    for (int i = 0; i < values.length; i++) {
      putReal(256, 352, i, values[i]);
    }
  }

  void putSform(int code, double[] affine) {
    if (first()) {
      bytes.putShort(254, (short) code);
    } else {
      bytes.putInt(348, code);
    }
    for (int i = 0; i < affine.length; i++) {
      putReal(280, 400, i, affine[i]);
    }
  }
}
