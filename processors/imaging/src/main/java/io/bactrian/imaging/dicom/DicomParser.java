package io.bactrian.imaging.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses data sets (DICOM PS3.5, chapter 7). Every length is checked against what is left of the
 * file before memory is taken, and the depth and number of elements are limited.
 */
final class DicomParser {
  private static final long UNDEFINED = 0xffffffffL;
  private static final int DEEPEST = 48;
  private static final int MOST_ELEMENTS = 4_000_000;

  /** Longer values stay in the file until they are asked for. */
  private static final int KEPT_IN_MEMORY = 1024;

  private final DicomSource source;
  private final DicomCursor cursor;
  private final boolean withPixels;
  private int elements;

  DicomParser(DicomSource source, DicomCursor cursor, boolean withPixels) {
    this.source = source;
    this.cursor = cursor;
    this.withPixels = withPixels;
  }

  /** Elements of the file meta group, explicit little endian, up to the first of another group. */
  DicomDataset metaInformation() throws IOException {
    DicomDataset meta = new DicomDataset(null);
    cursor.order(ByteOrder.LITTLE_ENDIAN);
    while (cursor.remaining() >= 8 && cursor.ahead(2).getShort() == 2) {
      element(meta, true, 0);
    }
    return meta;
  }

  /** From here to the end of the file. */
  DicomDataset dataset(boolean explicit, boolean bigEndian) throws IOException {
    cursor.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    DicomDataset dataset = new DicomDataset(null);
    while (cursor.remaining() > 0) {
      if (onlyPadding() || !element(dataset, explicit, 0)) {
        break;
      }
    }
    return dataset;
  }

  /** Some writers fill the last block with zeros. */
  private boolean onlyPadding() throws IOException {
    int look = (int) Math.min(8, cursor.remaining());
    for (byte b : lookAhead(look)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private byte[] lookAhead(int count) throws IOException {
    byte[] bytes = new byte[count];
    cursor.ahead(count).get(bytes);
    return bytes;
  }

  /** Parses one element into the data set; false where reading headers ends before the pixels. */
  private boolean element(DicomDataset into, boolean explicit, int depth) throws IOException {
    long start = cursor.position();
    int tag = cursor.tag();
    if (tag == Tag.ITEM || tag == Tag.ITEM_END || tag == Tag.SEQUENCE_END) {
      throw broken(start, "an item outside of a sequence");
    }
    if (++elements > MOST_ELEMENTS) {
      throw broken(start, "more than " + MOST_ELEMENTS + " elements");
    }
    Vr vr;
    long length;
    if (explicit) {
      byte[] letters = cursor.bytes(2);
      vr = vr(letters[0], letters[1], tag, start);
      if (vr.hasLongLength()) {
        cursor.skip(2);
        length = cursor.unsignedInt();
      } else {
        length = cursor.unsignedShort();
      }
    } else {
      vr = tag == Tag.PIXEL_DATA ? Vr.OW : DicomDictionary.vr(tag);
      length = cursor.unsignedInt();
    }
    return value(into, tag, vr, length, explicit, depth);
  }

  private Vr vr(int first, int second, int tag, long start) {
    Vr vr = Vr.of(first, second);
    if (vr != null) {
      return vr;
    }
    if (first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z') {
      return Vr.UN;
    }
    throw broken(start, "no value representation after " + Tag.describe(tag));
  }

  private boolean value(DicomDataset into, int tag, Vr vr, long length, boolean explicit, int depth)
      throws IOException {
    boolean pixels =
        depth == 0
            && (tag == Tag.PIXEL_DATA
                || tag == Tag.FLOAT_PIXEL_DATA
                || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA);
    if (length == UNDEFINED) {
      if (tag == Tag.PIXEL_DATA && vr != Vr.SQ) {
        into.put(DicomElement.encapsulated(tag, vr, source, withPixels ? fragments() : null));
        return withPixels;
      }
      // Unknown elements of undefined length are sequences in implicit VR (PS3.5, 6.2.2).
      boolean unknown = vr == Vr.UN && explicit;
      sequence(into, tag, Long.MAX_VALUE, explicit && !unknown, depth, unknown);
      return true;
    }
    if (length > cursor.remaining()) {
      throw DicomFile.truncated(source.file(), cursor.position() + length, source.size());
    }
    boolean hidden = vr == Vr.UN && (DicomDictionary.vr(tag) == Vr.SQ || startsWithItem(length));
    if (vr == Vr.SQ || hidden) {
      boolean unknown = hidden && explicit;
      sequence(into, tag, cursor.position() + length, explicit && !unknown, depth, unknown);
      return true;
    }
    boolean big = cursor.order() == ByteOrder.BIG_ENDIAN;
    if (length > KEPT_IN_MEMORY || pixels) {
      DicomElement.Run run = new DicomElement.Run(cursor.position(), length);
      into.put(DicomElement.inFile(tag, vr, source, run, big));
      cursor.skip(length);
    } else {
      into.put(DicomElement.of(tag, vr, cursor.bytes((int) length), big));
    }
    return withPixels || !pixels;
  }

  /** Whether a value of unknown kind is the encoding of a sequence, up to its very end. */
  private boolean startsWithItem(long length) throws IOException {
    if (length < 8) {
      return false;
    }
    ByteOrder order = cursor.order();
    cursor.order(ByteOrder.LITTLE_ENDIAN);
    long start = cursor.position();
    boolean item = cursor.tag() == Tag.ITEM;
    long first = cursor.unsignedInt();
    cursor.moveTo(start);
    cursor.order(order);
    return item && (first == UNDEFINED || first <= length - 8);
  }

  private void sequence(
      DicomDataset into, int tag, long end, boolean explicit, int depth, boolean littleInside)
      throws IOException {
    if (depth >= DEEPEST) {
      throw broken(cursor.position(), "sequences nested deeper than " + DEEPEST);
    }
    ByteOrder order = cursor.order();
    if (littleInside) {
      cursor.order(ByteOrder.LITTLE_ENDIAN);
    }
    List<DicomDataset> items = new ArrayList<>();
    while (cursor.position() < end) {
      long start = cursor.position();
      int marker = cursor.tag();
      long length = cursor.unsignedInt();
      if (marker == Tag.SEQUENCE_END) {
        break;
      }
      if (marker != Tag.ITEM) {
        throw broken(start, "no item in the sequence " + Tag.describe(tag));
      }
      if (length != UNDEFINED && length > Math.min(end, source.size()) - cursor.position()) {
        throw DicomFile.truncated(source.file(), cursor.position() + length, source.size());
      }
      if (++elements > MOST_ELEMENTS) {
        throw broken(start, "more than " + MOST_ELEMENTS + " elements");
      }
      items.add(item(into, length, explicit, depth + 1));
    }
    cursor.order(order);
    into.put(DicomElement.sequence(tag, items));
  }

  private DicomDataset item(DicomDataset parent, long length, boolean explicit, int depth)
      throws IOException {
    DicomDataset item = new DicomDataset(parent);
    long end = length == UNDEFINED ? Long.MAX_VALUE : cursor.position() + length;
    while (cursor.position() < end) {
      long start = cursor.position();
      if (length == UNDEFINED && cursor.tag() == Tag.ITEM_END) {
        cursor.skip(4);
        return item;
      }
      cursor.moveTo(start);
      element(item, explicit, depth);
    }
    if (cursor.position() > end) {
      throw broken(cursor.position(), "an element that is longer than its item");
    }
    return item;
  }

  private List<DicomElement.Run> fragments() throws IOException {
    List<DicomElement.Run> fragments = new ArrayList<>();
    while (true) {
      long start = cursor.position();
      int marker = cursor.tag();
      long length = cursor.unsignedInt();
      if (marker == Tag.SEQUENCE_END) {
        return fragments;
      }
      if (marker != Tag.ITEM || length > cursor.remaining()) {
        throw marker == Tag.ITEM && length != UNDEFINED
            ? DicomFile.truncated(source.file(), cursor.position() + length, source.size())
            : broken(start, "no fragment in the pixel data");
      }
      if (++elements > MOST_ELEMENTS) {
        throw broken(start, "more than " + MOST_ELEMENTS + " elements");
      }
      fragments.add(new DicomElement.Run(cursor.position(), length));
      cursor.skip(length);
    }
  }

  private RuntimeException broken(long position, String why) {
    return DicomFile.damaged(source.file(), why + " at byte " + position);
  }
}
