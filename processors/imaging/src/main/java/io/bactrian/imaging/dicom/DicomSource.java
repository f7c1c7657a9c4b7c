package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes that a data set was parsed from: a file, or what a deflated file unpacks to. */
final class DicomSource {
  /** Below this, copying is cheaper than mapping. */
  private static final int MAP_FROM = 1 << 22;

  private final Path file;
  private final byte[] unpacked;
  private final long size;

  private DicomSource(Path file, byte[] unpacked, long size) {
    this.file = file;
    this.unpacked = unpacked;
    this.size = size;
  }

  static DicomSource of(Path file) throws IOException {
    return new DicomSource(file, null, Files.size(file));
  }

  /** Bytes unpacked from a file, which errors name. */
  static DicomSource of(Path file, byte[] unpacked) {
    return new DicomSource(file, unpacked, unpacked.length);
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /** An open channel, or null where the bytes are in memory; see {@link #memory}. */
  FileChannel open() throws IOException {
    return unpacked == null ? FileChannel.open(file, StandardOpenOption.READ) : null;
  }

  /** The bytes in memory, or null. */
  ByteBuffer memory() {
    return unpacked == null ? null : ByteBuffer.wrap(unpacked);
  }

  /**
   * Bytes of this source: copied when they are few, otherwise mapped from the file.
   *
   * @throws ImageFormatException when the file does not have so many
   */
  ByteBuffer read(long offset, long length) {
    if (offset < 0 || length < 0 || offset + length > size || length > Integer.MAX_VALUE - 8) {
      throw DicomFile.damaged(file, length + " bytes are missing at byte " + offset);
    }
    if (unpacked != null) {
      return ByteBuffer.wrap(unpacked, (int) offset, (int) length).slice();
    }
    try (FileChannel channel = open()) {
      if (length >= MAP_FROM) {
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
        // goes on until the buffer is full or the file ends
      }
      if (bytes.hasRemaining()) {
        throw DicomFile.damaged(file, "it became shorter while it was read");
      }
      return bytes.flip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
