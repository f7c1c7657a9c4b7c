package io.bactrian.imaging.io;

import io.bactrian.imaging.PixelType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/** Numbers written as text, given as the bytes of a pixel type. */
final class TextVoxels extends InputStream {
  private static final int LONGEST = 64;

  private final InputStream text;
  private final PixelType type;
  private final ByteBuffer number;
  private final StringBuilder word = new StringBuilder();
  private ZipException failure;

  TextVoxels(InputStream text, PixelType type, ByteOrder order) {
    this.text = new BufferedInputStream(text, 1 << 16);
    this.type = type;
    this.number = ByteBuffer.allocate(type.bytes()).order(order);
    number.limit(0);
  }

  @Override
  public int read() throws IOException {
    if (failure != null) {
      // Again, since reading many bytes at once swallows it the first time.
      throw failure;
    }
    try {
      if (!number.hasRemaining() && !next()) {
        return -1;
      }
    } catch (ZipException e) {
      failure = e;
      throw e;
    }
    return number.get() & 0xff;
  }

  private boolean next() throws IOException {
    int character = text.read();
    while (isSpace(character)) {
      character = text.read();
    }
    word.setLength(0);
    while (character >= 0 && !isSpace(character)) {
      if (word.length() >= LONGEST) {
        throw new ZipException("'" + word + "...' is no number");
      }
      word.append((char) character);
      character = text.read();
    }
    if (word.length() == 0) {
      return false;
    }
    number.clear();
    put(word.toString());
    number.flip();
    return true;
  }

  /** Commas and brackets stand between numbers too, as the NRRD library reads them. */
  private static boolean isSpace(int character) {
    return character == ' '
        || character >= '\t' && character <= '\r'
        || character == ','
        || character == '('
        || character == ')';
  }

  private void put(String value) throws ZipException {
    try {
      if (type == PixelType.UINT64 || type == PixelType.INT64) {
        // Beyond what a double holds exactly.
        number.putLong(
            new BigInteger(value.startsWith("+") ? value.substring(1) : value).longValue());
        return;
      }
      double real = real(value);
      double rounded = type.isFloatingPoint() ? real : Math.rint(real);
      if (!type.isFloatingPoint() && !(rounded >= type.minimum() && rounded <= type.maximum())) {
        throw new ZipException(value + " does not fit into " + type);
      }
      VoxelCodec.put(number, type, rounded);
    } catch (NumberFormatException e) {
      throw new ZipException("'" + value + "' is no number");
    }
  }

  private static double real(String value) {
    return switch (value.toLowerCase(java.util.Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
