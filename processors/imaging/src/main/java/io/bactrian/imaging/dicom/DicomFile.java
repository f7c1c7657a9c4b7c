package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A DICOM file (PS3.10): its meta information and data set, in explicit or implicit VR little
 * endian, explicit VR big endian or deflated, with or without a preamble. Long values are read when
 * they are asked for.
 *
 * @param syntax null when {@code syntaxUid} is none that is known here
 */
public record DicomFile(
    Path path, String syntaxUid, TransferSyntax syntax, DicomDataset meta, DicomDataset dataset) {
  private static final int PREAMBLE = 128;

  /** What a deflated file may unpack to: headers; pixels of that syntax are small. */
  private static final long MOST_UNPACKED = 1L << 30;

  /**
   * The whole file, without the pixels, which can then be read.
   *
   * @throws ImageFormatException when it is damaged or not DICOM
   */
  public static DicomFile read(Path path) throws IOException {
    return parse(path, true);
  }

  /**
   * What comes before the pixels; they cannot be read afterwards.
   *
   * @throws ImageFormatException when it is damaged or not DICOM
   */
  public static DicomFile readHeader(Path path) throws IOException {
    return parse(path, false);
  }

  /** Whether the first bytes of a file (132 or more, where it has them) are those of DICOM. */
  public static boolean isDicom(byte[] start) {
    return hasPreamble(start) || startsWithElement(start);
  }

  /**
   * Whether a preamble and an element of group 2 come first, whatever the preamble looks like. DICM
   * alone is not enough: it may be chance in the data of another format.
   */
  static boolean isPart10(byte[] start) {
    int meta = PREAMBLE + 4;
    return start.length >= meta + 6
        && hasPreamble(start)
        && start[meta] == 2
        && start[meta + 1] == 0
        && start[meta + 3] == 0
        && Vr.of(start[meta + 4], start[meta + 5]) != null;
  }

  private static boolean hasPreamble(byte[] start) {
    return start.length >= PREAMBLE + 4
        && start[PREAMBLE] == 'D'
        && start[PREAMBLE + 1] == 'I'
        && start[PREAMBLE + 2] == 'C'
        && start[PREAMBLE + 3] == 'M';
  }

  /** Without a preamble: an element of group 2 or 8 in little endian, and another after it. */
  private static boolean startsWithElement(byte[] start) {
    if (start.length < 16 || start[1] != 0 || start[0] != 2 && start[0] != 8 || start[3] != 0) {
      return false;
    }
    Vr vr = Vr.of(start[4], start[5]);
    int tag = start[0] << 16 | start[2] & 0xff;
    if (vr != null) {
      return vr == DicomDictionary.vr(tag);
    }
    long length = ByteBuffer.wrap(start).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(4);
    if (DicomDictionary.vr(tag) == Vr.UN || length < 0 || length > 64) {
      return false;
    }
    int next = (int) length + 8;
    return next + 2 > start.length || start[next] == start[0] && start[next + 1] == 0;
  }

  private static DicomFile parse(Path path, boolean withPixels) throws IOException {
    DicomSource source = DicomSource.of(path);
    try (DicomCursor cursor = new DicomCursor(source)) {
      byte[] start = new byte[(int) Math.min(256, source.size())];
      cursor.ahead(start.length).get(start);
      if (!isDicom(start)) {
        throw new ImageFormatException(
            "The file is not DICOM",
            path.toString(),
            "DICM after 128 bytes, or a data set",
            "leave the file out, or copy it again from where it came");
      }
      cursor.skip(hasPreamble(start) ? PREAMBLE + 4 : 0);
      DicomParser parser = new DicomParser(source, cursor, withPixels);
      DicomDataset meta = parser.metaInformation();
      String uid = meta.string(Tag.TRANSFER_SYNTAX_UID);
      if (uid == null) {
        uid = guessSyntax(cursor);
      }
      TransferSyntax syntax = TransferSyntax.of(uid);
      if (syntax == TransferSyntax.DEFLATED) {
        return inflated(path, meta, inflate(path, source, cursor.position()), withPixels);
      }
      boolean explicit = syntax == null || syntax.isExplicit();
      boolean big = syntax != null && syntax.isBigEndian();
      return new DicomFile(path, uid, syntax, meta, parser.dataset(explicit, big));
    }
  }

  /** For files without meta information: explicit where two letters follow the first tag. */
  private static String guessSyntax(DicomCursor cursor) throws IOException {
    if (cursor.remaining() < 8) {
      return TransferSyntax.IMPLICIT_LITTLE.uid();
    }
    byte[] start = new byte[6];
    cursor.ahead(6).get(start);
    return Vr.of(start[4], start[5]) == null
        ? TransferSyntax.IMPLICIT_LITTLE.uid()
        : TransferSyntax.EXPLICIT_LITTLE.uid();
  }

  private static DicomFile inflated(
      Path path, DicomDataset meta, byte[] unpacked, boolean withPixels) throws IOException {
    DicomSource source = DicomSource.of(path, unpacked);
    try (DicomCursor cursor = new DicomCursor(source)) {
      DicomDataset dataset = new DicomParser(source, cursor, withPixels).dataset(true, false);
      TransferSyntax syntax = TransferSyntax.DEFLATED;
      return new DicomFile(path, syntax.uid(), syntax, meta, dataset);
    }
  }

  private static byte[] inflate(Path path, DicomSource source, long from) throws IOException {
    long packed = source.size() - from;
    if (packed > MOST_UNPACKED) {
      throw damaged(path, "a deflated data set of " + packed + " bytes");
    }
    // Unpacked in steps, so that a file takes only the memory that its data really fill.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    byte[] block = new byte[1 << 16];
    ByteBuffer bytes = source.read(from, packed);
    byte[] heap = new byte[bytes.remaining()];
    bytes.get(heap);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(heap), inflater)) {
      for (int count = in.read(block); count > 0; count = in.read(block)) {
        if (out.size() + count > MOST_UNPACKED) {
          throw damaged(path, "it unpacks to more than " + MOST_UNPACKED + " bytes");
        }
        out.write(block, 0, count);
      }
    } catch (ZipException | java.io.EOFException e) {
      throw damaged(path, "its deflated data set ends or breaks off (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  /** Whether a file starts as DICOM does; false for what cannot be read. */
  public static boolean isDicom(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return isDicom(in.readNBytes(256));
    } catch (IOException e) {
      return false;
    }
  }

  static ImageFormatException damaged(Path path, String why) {
    return new ImageFormatException(
        "The DICOM file is damaged: " + why,
        path.toString(),
        "elements as DICOM PS3.5 has them",
        "copy the file again from where it came, or leave it out");
  }

  static ImageFormatException truncated(Path path, long expected, long found) {
    return new ImageFormatException(
        "The DICOM file was cut off",
        path.toString(),
        "at least " + expected + " bytes, found " + found,
        "copy the file again from where it came, or leave it out");
  }
}
