package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Which fragments of encapsulated pixels make up a frame (PS3.5, annex A.4): each its own where
 * there are as many as frames; else the extended offset table tells, else the basic one, else the
 * end of image that JPEG writes behind a frame.
 */
final class Fragments {
  private static final int END_OF_IMAGE = 0xffd9;

  private final DicomSource source;
  private final List<DicomElement.Run> runs;
  private final int frames;
  private final Path file;

  /** The first fragment of each frame, then where the last ends. */
  private final int[] starts;

  /**
   * The fragments of a file.
   *
   * @param dataset with the pixels
   * @param frames how many the header promises
   * @throws ImageFormatException when a frame has no fragments
   */
  Fragments(DicomDataset dataset, DicomElement pixels, int frames, Path file) {
    List<DicomElement.Run> all = pixels.fragments();
    if (all == null || all.size() < 2) {
      throw DicomFile.damaged(file, "compressed pixels without fragments");
    }
    this.source = pixels.source();
    this.runs = all.subList(1, all.size());
    this.frames = frames;
    this.file = file;
    this.starts = starts(dataset, all.get(0));
    // All at once: frames are decoded side by side, and the first that is damaged is named.
    for (int frame = 0; frame < frames; frame++) {
      if (frame + 1 >= starts.length || starts[frame] >= starts[frame + 1]) {
        throw DicomFile.damaged(file, "no fragments for frame " + (frame + 1) + " of " + frames);
      }
    }
  }

  private int[] starts(DicomDataset dataset, DicomElement.Run basic) {
    if (frames == 1) {
      return new int[] {0, runs.size()};
    }
    if (frames == runs.size()) {
      int[] each = new int[frames + 1];
      Arrays.setAll(each, i -> i);
      return each;
    }
    DicomElement extended = dataset.get(Tag.EXTENDED_OFFSET_TABLE);
    if (extended != null && extended.length() >= 8) {
      ByteBuffer table = extended.bytes();
      return byTable(table.remaining() / 8, i -> table.getLong(8 * i));
    }
    if (basic.length() >= 4) {
      ByteBuffer table = source.read(basic.offset(), basic.length()).order(ByteOrder.LITTLE_ENDIAN);
      return byTable(table.remaining() / 4, i -> table.getInt(4 * i) & 0xffffffffL);
    }
    return byEndOfImage();
  }

  /** Offsets count from the item of the first fragment. */
  private int[] byTable(int entries, IntToLongFunction offsets) {
    int count = Math.min(frames, entries);
    int[] starts = new int[count + 1];
    starts[count] = runs.size();
    int run = 0;
    for (int frame = 0; frame < count; frame++) {
      long offset = offsets.applyAsLong(frame);
      while (run < runs.size() && runs.get(run).offset() - runs.get(0).offset() < offset) {
        run++;
      }
      starts[frame] = run;
    }
    return starts;
  }

  private int[] byEndOfImage() {
    int[] starts = new int[runs.size() + 1];
    int frame = 0;
    for (int run = 0; run < runs.size(); run++) {
      if (endsImage(runs.get(run))) {
        starts[++frame] = run + 1;
      }
    }
    return Arrays.copyOf(starts, frame + 1);
  }

  /** Whether a fragment ends with JPEG's marker, maybe with the byte that makes lengths even. */
  private boolean endsImage(DicomElement.Run run) {
    int look = (int) Math.min(3, run.length());
    ByteBuffer end = source.read(run.offset() + run.length() - look, look);
    for (int i = 0; i + 1 < look; i++) {
      if ((end.getShort(i) & 0xffff) == END_OF_IMAGE) {
        return true;
      }
    }
    return false;
  }

  /**
   * The compressed bytes of one frame.
   *
   * @param index from 0
   */
  ByteBuffer frame(int index) {
    return joined(runs.subList(starts[index], starts[index + 1]));
  }

  private ByteBuffer joined(List<DicomElement.Run> parts) {
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
