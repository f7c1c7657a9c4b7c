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
  JPEG_2000_PART_2_LOSSLESS(
      "1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless", Codec.UNKNOWN),
  JPEG_2000_PART_2("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", Codec.UNKNOWN),
  HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Codec.UNKNOWN),
  HTJ2K_RPCL_LOSSLESS(
      "1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL Lossless", Codec.UNKNOWN),
  HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Codec.UNKNOWN),
  JPEG_XL_LOSSLESS("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Codec.UNKNOWN),
  JPEG_XL_RECOMPRESSION("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Codec.UNKNOWN),
  JPEG_XL("1.2.840.10008.1.2.4.112", "JPEG XL", Codec.UNKNOWN),
  MPEG2("1.2.840.10008.1.2.4.100", "MPEG2 Main Level", Codec.VIDEO),
  MPEG2_HIGH("1.2.840.10008.1.2.4.101", "MPEG2 High Level", Codec.VIDEO),
  MPEG4("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 4.1", Codec.VIDEO),
  MPEG4_BLURAY("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible 4.1", Codec.VIDEO),
  MPEG4_2D("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 4.2 for 2D Video", Codec.VIDEO),
  MPEG4_3D("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 4.2 for 3D Video", Codec.VIDEO),
  MPEG4_STEREO("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo 4.2", Codec.VIDEO),
  HEVC("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main 5.1", Codec.VIDEO),
  HEVC_10("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 5.1", Codec.VIDEO);

  /** What decodes the pixels. */
  enum Codec {
    NONE,
    RAW,
    RLE,
    JPEG,
    JPEG_LOSSLESS,
    VIDEO,
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
    if (syntax != null && syntax.codec == Codec.VIDEO) {
      return new ImageFormatException(
          "The pixels are a video, compressed as " + name,
          where,
          "uncompressed pixels, RLE, JPEG baseline or JPEG lossless",
          "leave the file out, or take single frames out as pictures: dcmdump +W FOLDER FILE"
              + " (dcmtk) writes the video, ffmpeg -i VIDEO frame%04d.png its frames");
    }
    return new ImageFormatException(
        "The pixels are compressed as " + name + ", which is not decoded here",
        where,
        "uncompressed pixels, RLE, JPEG baseline or JPEG lossless",
        "convert the files with one of: "
            + (syntax == JPEG_LS || syntax == JPEG_LS_NEAR ? "dcmdjpls IN OUT (dcmtk); " : "")
            + "gdcmconv --raw IN OUT (gdcm); dcm2niix -z y FOLDER (to NIfTI)");
  }
}
