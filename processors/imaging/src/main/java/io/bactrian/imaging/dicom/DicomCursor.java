package io.bactrian.imaging.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads forward through a source with a window of a few kilobytes; skipping costs nothing. */
final class DicomCursor implements Closeable {
  private static final int WINDOW = 1 << 14;

  private final DicomSource source;
  private final FileChannel channel;
  private ByteBuffer window;
  private long windowStart;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long position;

  DicomCursor(DicomSource source) throws IOException {
    this.source = source;
    this.channel = source.open();
    this.window = channel == null ? source.memory() : ByteBuffer.allocate(0);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  long position() {
    return position;
  }

  long remaining() {
    return source.size() - position;
  }

  void moveTo(long place) {
    position = place;
  }

  void skip(long bytes) {
    position += bytes;
  }

  void order(ByteOrder newOrder) {
    order = newOrder;
  }

  ByteOrder order() {
    return order;
  }

  int unsignedShort() throws IOException {
    int value = ahead(2).getShort() & 0xffff;
    position += 2;
    return value;
  }

  long unsignedInt() throws IOException {
    long value = ahead(4).getInt() & 0xffffffffL;
    position += 4;
    return value;
  }

  int tag() throws IOException {
    int group = unsignedShort();
    return group << 16 | unsignedShort();
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    if (count > WINDOW && channel != null) {
      source.read(position, count).get(bytes);
    } else {
      ahead(count).get(bytes);
    }
    position += count;
    return bytes;
  }

  /** The next bytes, without moving. */
  ByteBuffer ahead(int count) throws IOException {
    if (count > remaining()) {
      throw DicomFile.truncated(source.file(), position + count, source.size());
    }
    long from = position - windowStart;
    if (from < 0 || from + count > window.limit()) {
      fill(count);
      from = 0;
    }
    return window.order(order).position((int) from);
  }

  private void fill(int count) throws IOException {
    windowStart = position;
    window = ByteBuffer.allocate(Math.max(count, (int) Math.min(WINDOW, remaining())));
    while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0) {
      // goes on until the window is full or the file ends
    }
    window.flip();
    if (window.limit() < count) {
      throw DicomFile.truncated(source.file(), position + count, windowStart + window.limit());
    }
  }
}
