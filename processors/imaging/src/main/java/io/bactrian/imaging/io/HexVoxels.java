package io.bactrian.imaging.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Bytes written as pairs of hexadecimal digits; space between them is left out. */
final class HexVoxels extends InputStream {
  private final InputStream text;
  private ZipException failure;

  HexVoxels(InputStream text) {
    this.text = new BufferedInputStream(text, 1 << 16);
  }

  @Override
  public int read() throws IOException {
    int high = digit();
    if (high < 0) {
      return -1;
    }
    int low = digit();
    if (low < 0) {
      throw new EOFException();
    }
    return high << 4 | low;
  }

  private int digit() throws IOException {
    int character = text.read();
    while (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
      character = text.read();
    }
    if (character < 0) {
      return -1;
    }
    int digit = Character.digit(character, 16);
    if (failure == null && digit < 0) {
      failure = new ZipException("'" + (char) character + "' is no hexadecimal digit");
    }
    if (failure != null) {
      // Again, since reading many bytes at once swallows it the first time.
      throw failure;
    }
    return digit;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
