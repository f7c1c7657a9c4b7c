package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One data element: a value in memory, a value that lies in the file still, a sequence of items, or
 * pixels in fragments. Immutable.
 */
public final class DicomElement {
  /** A run of bytes of the source. */
  record Run(long offset, long length) {}

  private final int tag;
  private final Vr vr;
  private final byte[] value;
  private final boolean bigEndian;
  private final List<DicomDataset> items;
  private final DicomSource source;
  private final Run run;
  private final List<Run> fragments;

  private DicomElement(
      int tag,
      Vr vr,
      byte[] value,
      boolean bigEndian,
      List<DicomDataset> items,
      DicomSource source,
      Run run,
      List<Run> fragments) {
    this.tag = tag;
    this.vr = vr;
    this.value = value;
    this.bigEndian = bigEndian;
    this.items = items;
    this.source = source;
    this.run = run;
    this.fragments = fragments;
  }

  /** A value in memory, of an even number of bytes. */
  static DicomElement of(int tag, Vr vr, byte[] value, boolean bigEndian) {
    return new DicomElement(tag, vr, value, bigEndian, null, null, null, null);
  }

  static DicomElement sequence(int tag, List<DicomDataset> items) {
    return new DicomElement(tag, Vr.SQ, null, false, List.copyOf(items), null, null, null);
  }

  static DicomElement inFile(int tag, Vr vr, DicomSource source, Run run, boolean bigEndian) {
    return new DicomElement(tag, vr, null, bigEndian, null, source, run, null);
  }

  /** Encapsulated pixels; the first fragment is the table of offsets. */
  static DicomElement encapsulated(int tag, Vr vr, DicomSource source, List<Run> fragments) {
    return new DicomElement(
        tag,
        vr,
        null,
        false,
        null,
        source,
        null,
        fragments == null ? null : List.copyOf(fragments));
  }

  public int tag() {
    return tag;
  }

  public Vr vr() {
    return vr;
  }

  public boolean isSequence() {
    return items != null;
  }

  /** The items of a sequence; none for any other element. */
  public List<DicomDataset> items() {
    return items == null ? List.of() : items;
  }

  boolean isEncapsulated() {
    return source != null && run == null;
  }

  /** The offset table first; null when only the header was read. */
  List<Run> fragments() {
    return fragments;
  }

  DicomSource source() {
    return source;
  }

  /** Bytes of the value; 0 for sequences and encapsulated pixels. */
  public long length() {
    return value != null ? value.length : run != null ? run.length : 0;
  }

  /** A part of the value, read from the file where it is still there, in its byte order. */
  ByteBuffer bytes(long offset, long length) {
    ByteBuffer bytes =
        value != null
            ? ByteBuffer.wrap(value, Math.toIntExact(offset), Math.toIntExact(length)).slice()
            : source.read(run.offset + offset, length);
    return bytes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** The whole value. */
  ByteBuffer bytes() {
    return bytes(0, length());
  }

  boolean isBigEndian() {
    return bigEndian;
  }
}
