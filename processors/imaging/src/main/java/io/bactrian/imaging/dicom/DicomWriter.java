package io.bactrian.imaging.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes data sets as DICOM files. Implicit VR stays implicit and compressed pixels stay as they
 * are; big endian and deflated data become explicit VR little endian. Values are copied byte by
 * byte; sequences get undefined lengths.
 */
final class DicomWriter {
  /** Of this writer: a UID from a UUID (PS3.5, annex B.2). */
  static final String IMPLEMENTATION_UID = "2.25.226410518563183157843064283604358162971";

  private static final int UNDEFINED = 0xffffffff;
  private static final int BLOCK = 1 << 16;

  private final OutputStream out;
  private final boolean explicit;

  private DicomWriter(OutputStream out, boolean explicit) {
    this.out = out;
    this.explicit = explicit;
  }

  /** The syntax that a file of this syntax is written in. */
  static String writtenSyntax(String uid) {
    TransferSyntax syntax = TransferSyntax.of(uid);
    return syntax == TransferSyntax.EXPLICIT_BIG || syntax == TransferSyntax.DEFLATED
        ? TransferSyntax.EXPLICIT_LITTLE.uid()
        : uid;
  }

  /** A whole file, with a preamble of zeros and new meta information. */
  static void write(OutputStream out, DicomDataset dataset, String syntaxUid) throws IOException {
    String syntax = writtenSyntax(syntaxUid);
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    DicomWriter meta = new DicomWriter(buffer, true);
    meta.element(DicomElement.of(0x00020001, Vr.OB, new byte[] {0, 1}, false));
    meta.text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, dataset.string(Tag.SOP_CLASS_UID, ""));
    meta.text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, dataset.string(Tag.SOP_INSTANCE_UID, ""));
    meta.text(Tag.TRANSFER_SYNTAX_UID, syntax);
    meta.text(0x00020012, IMPLEMENTATION_UID);
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    DicomWriter length = new DicomWriter(out, true);
    byte[] bytes =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(buffer.size()).array();
    length.element(DicomElement.of(0x00020000, Vr.UL, bytes, false));
    buffer.writeTo(out);
    boolean explicit = !syntax.equals(TransferSyntax.IMPLICIT_LITTLE.uid());
    new DicomWriter(out, explicit).dataset(dataset);
  }

  private void text(int tag, String value) throws IOException {
    element(text(tag, Vr.UI, value, StandardCharsets.US_ASCII));
  }

  /** A text as an element, padded to an even length. */
  static DicomElement text(int tag, Vr vr, String value, java.nio.charset.Charset charset) {
    byte[] bytes = value.getBytes(charset);
    int length = bytes.length;
    bytes = java.util.Arrays.copyOf(bytes, length + length % 2);
    if (length % 2 == 1 && vr != Vr.UI) {
      bytes[length] = ' ';
    }
    return DicomElement.of(tag, vr, bytes, false);
  }

  private void dataset(DicomDataset dataset) throws IOException {
    for (DicomElement element : dataset.elements()) {
      // Group lengths are retired, and would be wrong when anything has changed.
      if (!Tag.isGroupLength(element.tag())) {
        element(element);
      }
    }
  }

  private void element(DicomElement element) throws IOException {
    if (element.isSequence()) {
      header(element.tag(), Vr.SQ, UNDEFINED);
      for (DicomDataset item : element.items()) {
        marker(Tag.ITEM, UNDEFINED);
        dataset(item);
        marker(Tag.ITEM_END, 0);
      }
      marker(Tag.SEQUENCE_END, 0);
    } else if (element.isEncapsulated()) {
      header(element.tag(), element.vr(), UNDEFINED);
      for (DicomElement.Run run : element.fragments()) {
        marker(Tag.ITEM, (int) run.length());
        copy(element.source().read(run.offset(), run.length()), 1);
      }
      marker(Tag.SEQUENCE_END, 0);
    } else {
      Vr vr = element.vr();
      long length = element.length();
      header(element.tag(), vr.hasLongLength() || length < 0xffff ? vr : Vr.UN, (int) length);
      copy(element.bytes(), element.isBigEndian() ? vr.unit() : 1);
    }
  }

  private void header(int tag, Vr vr, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) (tag >>> 16)).putShort((short) tag);
    if (!explicit) {
      bytes.putInt(length);
    } else {
      bytes.put(vr.name().getBytes(StandardCharsets.US_ASCII));
      if (vr.hasLongLength()) {
        bytes.putShort((short) 0).putInt(length);
      } else {
        bytes.putShort((short) length);
      }
    }
    out.write(bytes.array(), 0, bytes.position());
  }

  private void marker(int tag, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
    out.write(bytes.array());
  }

  /** Copies bytes, turning round words of {@code unit} bytes. */
  private void copy(ByteBuffer bytes, int unit) throws IOException {
    ByteBuffer from = bytes.duplicate();
    byte[] block = new byte[Math.min(BLOCK, from.remaining())];
    while (from.hasRemaining()) {
      int count = Math.min(block.length, from.remaining());
      from.get(block, 0, count);
      for (int word = 0; unit > 1 && word + unit <= count; word += unit) {
        for (int i = 0; i < unit / 2; i++) {
          byte kept = block[word + i];
          block[word + i] = block[word + unit - 1 - i];
          block[word + unit - 1 - i] = kept;
        }
      }
      out.write(block, 0, count);
    }
  }
}
