package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.FastGzip;
import io.bactrian.imaging.io.VoxelSource;
import io.bactrian.safety.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG (source: the PNG specification, W3C): one slice of 8 or 16 bits; two channels are gray
 * and alpha, three colours, four colours and alpha. Spacing, origin and direction are not kept.
 */
final class PngWriter {
  private static final int[] COLOUR_TYPES = {0, 4, 2, 6};

  private PngWriter() {}

  static void write(Path file, VoxelSource voxels) {
    Geometry geometry = voxels.geometry();
    boolean fits = voxels.type() == PixelType.UINT8 || voxels.type() == PixelType.UINT16;
    if (!geometry.isFlat() || voxels.channels() > 4 || !fits || voxels.isScaled()) {
      throw new ImageContentException(
          "PNG cannot hold this image: "
              + geometry.size(2)
              + " slices, "
              + voxels.channels()
              + " channels of "
              + voxels.type()
              + (voxels.isScaled() ? " with a slope" : ""),
          file.toString(),
          "one slice, 1 to 4 channels of UINT8 or UINT16",
          "write NIfTI, NRRD, MetaImage or TIFF, or rescale to 8 or 16 bits and take one slice");
    }
    AtomicFiles.write(file, out -> write(out, voxels));
  }

  private static void write(OutputStream out, VoxelSource voxels) throws IOException {
    out.write(PngFormat.MAGIC);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(voxels.geometry().size(0)).putInt(voxels.geometry().size(1));
    header.put((byte) (8 * voxels.type().bytes()));
    header.put((byte) COLOUR_TYPES[voxels.channels() - 1]);
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", pixels(voxels));
    chunk(out, "IEND", new byte[0]);
  }

  /**
   * Rows from the top, a filter of none before each, samples of a pixel together, high byte first.
   */
  private static byte[] pixels(VoxelSource voxels) throws IOException {
    int width = voxels.geometry().size(0);
    int channels = voxels.channels();
    boolean wide = voxels.type() == PixelType.UINT16;
    ByteBuffer[] slices = new ByteBuffer[channels];
    for (int c = 0; c < channels; c++) {
      slices[c] = voxels.slices().slice(c, 0).slice().order(voxels.order());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(FastGzip.LEVEL);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      ByteBuffer row = ByteBuffer.allocate(width * channels * voxels.type().bytes());
      for (int y = 0; y < voxels.geometry().size(1); y++) {
        row.clear();
        for (int x = 0; x < width; x++) {
          for (ByteBuffer slice : slices) {
            int pixel = y * width + x;
            if (wide) {
              row.putShort(slice.getShort(2 * pixel));
            } else {
              row.put(slice.get(pixel));
            }
          }
        }
        out.write(0);
        out.write(row.array());
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(OutputStream out, String name, byte[] data) throws IOException {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(letters);
    checksum.update(data);
    DataOutputStream numbers = new DataOutputStream(out);
    numbers.writeInt(data.length);
    numbers.write(letters);
    numbers.write(data);
    numbers.writeInt((int) checksum.getValue());
    numbers.flush();
  }
}
