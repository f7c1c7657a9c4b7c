package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.Damage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The directories (pages) of a TIFF or BigTIFF file, and bytes at a place. */
final class TiffInput implements Closeable {
  private static final int MOST_PAGES = 1 << 16;
  private static final int MOST_ENTRIES = 1 << 12;
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean big;

  TiffInput(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  ByteOrder order() {
    return order;
  }

  /** All directories in order. */
  List<TiffTags> directories() throws IOException {
    ByteBuffer header = bytes(0, 8);
    order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    header.order(order);
    big = header.getShort(2) == 43;
    long next = big ? bytes(8, 8).getLong(0) : header.getInt(4) & 0xffffffffL;
    List<TiffTags> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    while (next != 0) {
      if (!seen.add(next) || seen.size() > MOST_PAGES) {
        throw damaged("its pages go in a circle, or are more than " + MOST_PAGES);
      }
      next = directory(next, directories);
    }
    if (directories.isEmpty()) {
      throw damaged("it has no page");
    }
    return directories;
  }

  private long directory(long at, List<TiffTags> directories) throws IOException {
    int start = big ? 8 : 2;
    ByteBuffer head = bytes(at, start);
    long entries = big ? head.getLong(0) : head.getShort(0) & 0xffff;
    if (entries < 1 || entries > MOST_ENTRIES) {
      throw damaged("a page has " + entries + " entries");
    }
    int length = big ? 20 : 12;
    int own = big ? 8 : 4;
    ByteBuffer table = bytes(at + start, (int) entries * length + own);
    TreeMap<Integer, ByteBuffer> values = new TreeMap<>();
    TreeMap<Integer, Integer> types = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      int entry = i * length;
      int tag = table.getShort(entry) & 0xffff;
      int type = table.getShort(entry + 2) & 0xffff;
      long count = big ? table.getLong(entry + 4) : table.getInt(entry + 4) & 0xffffffffL;
      int each = type < BYTES.length ? BYTES[type] : 0;
      if (each == 0 || !TiffTags.USED.contains(tag)) {
        continue;
      }
      if (count < 1 || count > size / each) {
        throw damaged("entry " + tag + " has " + count + " values");
      }
      int place = entry + (big ? 12 : 8);
      long bytes = count * each;
      long offset = big ? table.getLong(place) : table.getInt(place) & 0xffffffffL;
      ByteBuffer value =
          bytes <= own
              ? table.slice(place, (int) bytes).order(order)
              : bytes(offset, Math.toIntExact(Math.min(bytes, Integer.MAX_VALUE)));
      values.put(tag, value);
      types.put(tag, type);
    }
    directories.add(new TiffTags(file, values, types));
    int end = (int) entries * length;
    return big ? table.getLong(end) : table.getInt(end) & 0xffffffffL;
  }

  /** Bytes that the file must have. */
  ByteBuffer bytes(long at, int count) throws IOException {
    if (at < 0 || at > size || count > size - at) {
      throw Damage.truncated(file, at + count, size, "pages");
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(order);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
      // goes on until the buffer is full
    }
    return bytes.flip();
  }

  ByteBuffer map(long at, int count) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, at, count).order(order);
  }

  ImageFormatException damaged(String why) {
    return Damage.pixels(file, TiffFormat.NAME, why, null);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
