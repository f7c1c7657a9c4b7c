package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which fragments of encapsulated pixels make up a frame (PS3.5, annex A.4). */
final class Fragments {
  private static final int ITEM_HEADER = 8;

  private Fragments() {}

  /**
   * The compressed bytes of one frame.
   *
   * @param index from 0
   * @param frames how many the header promises
   */
  static ByteBuffer frame(DicomElement pixels, int index, int frames, Path file) {
    List<DicomElement.Run> runs = pixels.fragments();
    if (runs == null || runs.size() < 2) {
      throw DicomFile.damaged(file, "compressed pixels without fragments");
    }
    List<DicomElement.Run> parts = runs.subList(1, runs.size());
    if (frames > 1) {
      parts = parts.size() == frames ? parts.subList(index, index + 1) : byTable(pixels, index);
    }
    if (parts.isEmpty()) {
      throw DicomFile.damaged(file, "no fragments for frame " + (index + 1) + " of " + frames);
    }
    return joined(pixels.source(), parts, file);
  }

  private static List<DicomElement.Run> byTable(DicomElement pixels, int index) {
    List<DicomElement.Run> runs = pixels.fragments();
    DicomElement.Run table = runs.get(0);
    List<DicomElement.Run> parts = new ArrayList<>();
    if (table.length() < 4L * (index + 1)) {
      return parts;
    }
    ByteBuffer offsets =
        pixels.source().read(table.offset(), table.length()).order(ByteOrder.LITTLE_ENDIAN);
    long base = runs.get(1).offset() - ITEM_HEADER;
    long from = base + (offsets.getInt(4 * index) & 0xffffffffL);
    boolean last = table.length() < 4L * (index + 2);
    long to = last ? Long.MAX_VALUE : base + (offsets.getInt(4 * index + 4) & 0xffffffffL);
    for (DicomElement.Run run : runs.subList(1, runs.size())) {
      long start = run.offset() - ITEM_HEADER;
      if (start >= from && start < to) {
        parts.add(run);
      }
    }
    return parts;
  }

  private static ByteBuffer joined(DicomSource source, List<DicomElement.Run> parts, Path file) {
    if (parts.size() == 1) {
      return source.read(parts.get(0).offset(), parts.get(0).length());
    }
    long length = parts.stream().mapToLong(DicomElement.Run::length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw DicomFile.damaged(file, "a compressed frame of " + length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    for (DicomElement.Run part : parts) {
      bytes.put(source.read(part.offset(), part.length()));
    }
    return bytes.flip();
  }
}
