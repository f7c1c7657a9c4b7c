package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Pixels of the frames of one file: decompressed, unused bits cleared, colours as red, green and
 * blue.
 *
 * <p>Values are as they are stored: neither rescale slope nor a look-up table for display is
 * applied, and MONOCHROME1 (low values are bright) is not inverted, as in ITK. Palette colours and
 * YBR are converted to RGB.
 */
final class FrameDecoder {
  private final DicomFile file;
  private final PixelFormat format;
  private final DicomElement pixels;
  private final Palette palette;
  private final Fragments fragments;

  FrameDecoder(DicomFile file) {
    this.file = file;
    DicomDataset dataset = file.dataset();
    this.format = PixelFormat.of(dataset, file.path());
    this.pixels = pixels(dataset, file);
    this.palette = format.isPalette() ? Palette.of(dataset, file.path()) : null;
    this.fragments =
        pixels.isEncapsulated()
            ? new Fragments(dataset, pixels, format.frames(), file.path())
            : null;
  }

  private static DicomElement pixels(DicomDataset dataset, DicomFile file) {
    for (int tag : new int[] {Tag.PIXEL_DATA, Tag.FLOAT_PIXEL_DATA, Tag.DOUBLE_FLOAT_PIXEL_DATA}) {
      DicomElement element = dataset.get(tag);
      if (element != null && !element.isSequence()) {
        return element;
      }
    }
    throw new ImageFormatException(
        "The DICOM file holds no pixels",
        file.path().toString(),
        "an image",
        "leave the file out (it may be a report, a structure set or a presentation state)");
  }

  PixelFormat format() {
    return format;
  }

  /** 3 for colours, else 1. */
  int channels() {
    return palette != null || format.samples() == 3 ? 3 : 1;
  }

  /** Of a channel. */
  PixelType type() {
    return palette != null ? palette.type() : format.type();
  }

  /**
   * One frame, from 0.
   *
   * @return a buffer for each channel, x fastest, in the buffer's byte order
   * @throws ImageFormatException for pixels that are damaged or in a syntax that is not decoded
   */
  ByteBuffer[] frame(int index) {
    ByteBuffer frame = pixels.isEncapsulated() ? decompressed(index) : stored(index);
    if (format.samples() == 1) {
      if (!format.usesAllBits()) {
        frame = SampleBits.clean(frame, format);
      }
      return palette != null ? palette.apply(frame, format) : new ByteBuffer[] {frame};
    }
    boolean planar = format.planar() && !pixels.isEncapsulated();
    return Colours.channels(frame, format, planar);
  }

  private ByteBuffer stored(int index) {
    long bits = (long) format.pixels() * format.samples() * format.allocated();
    if (format.isChrominanceHalved() && format.samples() == 3) {
      bits = bits / 3 * 2;
    }
    long expected = (bits * format.frames() + 7) / 8;
    if (pixels.length() < expected) {
      throw DicomFile.damaged(
          file.path(), expected + " bytes of pixels expected, found " + pixels.length());
    }
    if (format.allocated() == 1) {
      return SampleBits.unpack(pixels, bits * index, format.pixels());
    }
    ByteBuffer frame = pixels.bytes(bits / 8 * index, bits / 8);
    boolean swapped =
        frame.order() == ByteOrder.BIG_ENDIAN && pixels.vr() == Vr.OW && format.allocated() == 8;
    return swapped ? SampleBits.swapPairs(frame) : frame;
  }

  private ByteBuffer decompressed(int index) {
    ByteBuffer packed = fragments.frame(index);
    TransferSyntax.Codec codec =
        file.syntax() == null ? TransferSyntax.Codec.UNKNOWN : file.syntax().codec();
    try {
      return ByteBuffer.wrap(decode(codec, packed)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (CodecException e) {
      throw DicomFile.damaged(file.path(), "frame " + (index + 1) + " holds " + e.getMessage());
    }
  }

  private byte[] decode(TransferSyntax.Codec codec, ByteBuffer packed) throws CodecException {
    int samples = format.pixels() * format.samples();
    switch (codec) {
      case RLE -> {
        plausible(format.frameBytes(), packed, RleDecoder.LARGEST_RATIO);
        return RleDecoder.decode(packed, format);
      }
      case JPEG -> {
        if (BaselineJpegDecoder.precision(packed) > 8) {
          throw TransferSyntax.notDecoded(file.syntaxUid(), file.path().toString());
        }
        plausible(samples, packed, BaselineJpegDecoder.MOST_SAMPLES_A_BYTE);
        return BaselineJpegDecoder.decode(packed, format);
      }
      case JPEG_LOSSLESS -> {
        plausible(samples, packed, LosslessJpegDecoder.MOST_SAMPLES_A_BYTE);
        return LosslessJpegDecoder.decode(packed, format);
      }
      case RAW -> {
        byte[] bytes = new byte[format.frameBytes()];
        if (packed.remaining() < bytes.length) {
          throw new CodecException("too few bytes");
        }
        packed.get(bytes);
        return bytes;
      }
      default -> throw TransferSyntax.notDecoded(file.syntaxUid(), file.path().toString());
    }
  }

  /** So that a damaged header cannot ask for more memory than the file justifies. */
  private static void plausible(long size, ByteBuffer packed, long ratio) throws CodecException {
    if (size > ratio * packed.remaining() + 4096) {
      throw new CodecException(packed.remaining() + " bytes for " + size + " samples");
    }
  }

  /** All frames at once, for tests and single images. */
  List<ByteBuffer[]> all() {
    return java.util.stream.IntStream.range(0, format.frames()).mapToObj(this::frame).toList();
  }
}
