package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;

/** How the bytes of a data set and its pixels are encoded (DICOM PS3.5, annex A). */
public enum TransferSyntax {
  IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian", Codec.NONE),
  EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Codec.NONE),
  ENCAPSULATED_UNCOMPRESSED(
      "1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Codec.RAW),
  DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Codec.NONE),
  EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Codec.NONE),
  RLE("1.2.840.10008.1.2.5", "RLE Lossless", Codec.RLE),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Codec.JPEG),
  JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Codec.JPEG),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", Codec.JPEG_LOSSLESS),
  JPEG_LOSSLESS_SV1(
      "1.2.840.10008.1.2.4.70",
      "JPEG Lossless, First-Order Prediction (Process 14, Selection Value 1)",
      Codec.JPEG_LOSSLESS),
  JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Codec.UNKNOWN),
  JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", Codec.UNKNOWN),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Codec.UNKNOWN),
  JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", Codec.UNKNOWN),
  HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Codec.UNKNOWN),
  MPEG2("1.2.840.10008.1.2.4.100", "MPEG2", Codec.UNKNOWN),
  MPEG4("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264", Codec.UNKNOWN);

  /** What decodes the pixels. */
  enum Codec {
    NONE,
    RAW,
    RLE,
    JPEG,
    JPEG_LOSSLESS,
    UNKNOWN
  }

  private final String uid;
  private final String title;
  private final Codec codec;

  TransferSyntax(String uid, String title, Codec codec) {
    this.uid = uid;
    this.title = title;
    this.codec = codec;
  }

  public String uid() {
    return uid;
  }

  public String title() {
    return title;
  }

  Codec codec() {
    return codec;
  }

  boolean isExplicit() {
    return this != IMPLICIT_LITTLE;
  }

  boolean isBigEndian() {
    return this == EXPLICIT_BIG;
  }

  /** Whether pixels lie in fragments of their own lengths. */
  boolean isEncapsulated() {
    return codec != Codec.NONE;
  }

  /** Any other syntax is taken for a compressed one in explicit VR little endian: headers are. */
  static TransferSyntax of(String uid) {
    for (TransferSyntax syntax : values()) {
      if (syntax.uid.equals(uid)) {
        return syntax;
      }
    }
    return null;
  }

  /** Names the syntax and how to convert the file. */
  static ImageFormatException notDecoded(String uid, String where) {
    TransferSyntax syntax = of(uid);
    String name = syntax == null ? uid : syntax.title + " (" + uid + ")";
    return new ImageFormatException(
        "The pixels are compressed as " + name + ", which is not decoded here",
        where,
        "uncompressed pixels, RLE, JPEG baseline or JPEG lossless",
        "convert the files with one of: "
            + (syntax == JPEG_LS || syntax == JPEG_LS_NEAR ? "dcmdjpls IN OUT (dcmtk); " : "")
            + "gdcmconv --raw IN OUT (gdcm); dcm2niix -z y FOLDER (to NIfTI)");
  }
}
