package io.bactrian.imaging.dicom;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG of 8 bits by the decoder that comes with Java, without its conversion of colours. */
final class BaselineJpegDecoder {
  /** A block of 64 values takes two bits at least. */
  static final int MOST_SAMPLES_A_BYTE = 256;

  private BaselineJpegDecoder() {}

  /**
   * @param packed one frame
   * @return bytes, colours of a pixel together, in the colour space of the file
   */
  static byte[] decode(ByteBuffer packed, PixelFormat format) throws CodecException {
    byte[] bytes = new byte[packed.remaining()];
    packed.duplicate().get(bytes);
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != format.columns() || reader.getHeight(0) != format.rows()) {
        throw new CodecException("a JPEG of another size than the DICOM header says");
      }
      return samples(reader.readRaster(0, null), format);
    } catch (IOException | RuntimeException e) {
      throw new CodecException("JPEG data that cannot be decoded (" + e.getMessage() + ")");
    } finally {
      reader.dispose();
    }
  }

  private static byte[] samples(Raster raster, PixelFormat format) throws CodecException {
    if (raster.getNumBands() != format.samples() || format.sampleBytes() != 1) {
      throw new CodecException("a JPEG with other components than the DICOM header says");
    }
    int[] row = new int[format.columns() * format.samples()];
    byte[] out = new byte[format.frameBytes()];
    int place = 0;
    for (int y = 0; y < format.rows(); y++) {
      raster.getPixels(0, y, format.columns(), 1, row);
      for (int value : row) {
        out[place++] = (byte) value;
      }
    }
    return out;
  }

  /** Bits a sample that the start of the frame gives; 0 where there is none. */
  static int precision(ByteBuffer packed) {
    for (int i = 2; i + 9 < packed.limit() && packed.get(i) == (byte) 0xff; ) {
      int marker = packed.get(i + 1) & 0xff;
      if (marker >= 0xc0 && marker <= 0xc2) {
        return packed.get(i + 4) & 0xff;
      }
      i += 2 + ((packed.get(i + 2) & 0xff) << 8 | packed.get(i + 3) & 0xff);
    }
    return 0;
  }
}
