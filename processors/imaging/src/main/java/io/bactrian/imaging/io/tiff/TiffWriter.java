package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.VoxelSource;
import io.bactrian.safety.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes TIFF (source: TIFF 6.0): a page a slice, each a single strip that is not compressed, so
 * that it can be mapped. Channels are the samples of a pixel, each in a plane of its own; three or
 * four of 8 or 16 bits are colours. Spacing is kept in the resolution and, between slices, in the
 * description; origin and direction are not.
 */
final class TiffWriter {
  private static final long MOST_BYTES = 0xffff0000L;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int EXTRA_SAMPLES = 338;

  private final VoxelSource voxels;
  private final Geometry geometry;
  private final int channels;
  private final int planeBytes;

  private TiffWriter(VoxelSource voxels) {
    this.voxels = voxels;
    this.geometry = voxels.geometry();
    this.channels = voxels.channels();
    this.planeBytes = geometry.size(0) * geometry.size(1) * voxels.type().bytes();
  }

  static void write(Path file, VoxelSource source) {
    VoxelSource voxels = source.real();
    Geometry geometry = voxels.geometry();
    double bytes = (double) geometry.voxels() * voxels.type().bytes() * voxels.channels();
    if (bytes + 4096.0 * geometry.size(2) > MOST_BYTES || voxels.channels() > 1 << 12) {
      throw new ImageContentException(
          "TIFF cannot hold an image of " + (long) bytes + " bytes",
          file.toString(),
          "less than 4 GiB and " + (1 << 12) + " channels",
          "write NIfTI, NRRD or MetaImage");
    }
    AtomicFiles.write(
        file,
        raw -> {
          BufferedOutputStream out = new BufferedOutputStream(raw, 1 << 16);
          new TiffWriter(voxels).write(out);
          out.flush();
        });
  }

  /** Page, its values that do not fit into entries, its planes; then the next page. */
  private void write(OutputStream out) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(8).order(voxels.order());
    boolean little = voxels.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
    header.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M'));
    header.putShort((short) 42).putInt(8);
    out.write(header.array());
    long at = 8;
    for (int z = 0; z < geometry.size(2); z++) {
      ByteBuffer page = page(at, z == geometry.size(2) - 1);
      out.write(page.array(), 0, page.limit());
      byte[] plane = new byte[planeBytes];
      for (int c = 0; c < channels; c++) {
        voxels.slices().slice(c, z).get(plane);
        out.write(plane);
      }
      at += page.limit() + (long) planeBytes * channels;
      if (at % 2 != 0) {
        out.write(0);
        at++;
      }
    }
  }

  /** Entries in order of their tags, and a place behind them for longer values. */
  private final class Entries {
    private final ByteBuffer table;
    private final ByteBuffer more;
    private final long moreAt;

    Entries(long at, int count, int room) {
      table = ByteBuffer.allocate(2 + 12 * count + 4).order(voxels.order());
      table.putShort((short) count);
      more = ByteBuffer.allocate(room).order(voxels.order());
      moreAt = at + table.capacity();
    }

    void one(int tag, int type, long value) {
      table.putShort((short) tag).putShort((short) type).putInt(1);
      if (type == SHORT) {
        table.putShort((short) value).putShort((short) 0);
      } else {
        table.putInt((int) value);
      }
    }

    void all(int tag, int type, long[] values) {
      int size = type == SHORT ? 2 : 4;
      ByteBuffer target = table;
      table.putShort((short) tag).putShort((short) type).putInt(values.length);
      boolean inside = values.length * size <= 4;
      if (!inside) {
        table.putInt((int) (moreAt + more.position()));
        target = more;
      }
      for (long value : values) {
        if (type == SHORT) {
          target.putShort((short) value);
        } else {
          target.putInt((int) value);
        }
      }
      if (inside && values.length * size < 4) {
        table.putShort((short) 0);
      }
    }

    void text(int tag, String text) {
      byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
      table.putShort((short) tag).putShort((short) 2).putInt(bytes.length);
      table.putInt((int) (moreAt + more.position()));
      more.put(bytes);
    }

    /** Pixels a centimetre, as closely as two whole numbers say it. */
    void resolution(int tag, double spacing) {
      table.putShort((short) tag).putShort((short) 5).putInt(1);
      table.putInt((int) (moreAt + more.position()));
      double perCentimetre = 10 / spacing;
      double scale = Math.min(1 << 30, Math.floor(0x7fffffff / Math.max(1, perCentimetre)));
      more.putInt((int) Math.max(1, Math.min(Math.rint(perCentimetre * scale), 0x7fffffff)));
      more.putInt((int) Math.max(1, scale));
    }
  }

  private ByteBuffer page(long at, boolean last) {
    PixelType type = voxels.type();
    boolean signed = type.minimum() < 0;
    boolean colours = (channels == 3 || channels == 4) && !signed && type.bytes() <= 2;
    int extra = channels - (colours ? 3 : 1);
    int room = 256 + 4 * 4 * channels;
    Entries entries = new Entries(at, extra > 0 ? 16 : 15, room);
    long pixels = entries.moreAt + room;
    long[] offsets = new long[channels];
    long[] counts = new long[channels];
    long[] bits = new long[channels];
    long[] formats = new long[channels];
    for (int c = 0; c < channels; c++) {
      offsets[c] = pixels + (long) c * planeBytes;
      counts[c] = planeBytes;
      bits[c] = 8L * type.bytes();
      formats[c] = type.isFloatingPoint() ? 3 : signed ? 2 : 1;
    }
    entries.one(TiffTags.WIDTH, LONG, geometry.size(0));
    entries.one(TiffTags.HEIGHT, LONG, geometry.size(1));
    entries.all(TiffTags.BITS, SHORT, bits);
    entries.one(TiffTags.COMPRESSION, SHORT, TiffPage.NONE);
    entries.one(TiffTags.PHOTOMETRIC, SHORT, colours ? 2 : 1);
    entries.text(TiffTags.DESCRIPTION, TiffStack.OWN + "spacing=" + geometry.spacing(2) + "\n");
    entries.all(TiffTags.STRIP_OFFSETS, LONG, offsets);
    entries.one(TiffTags.SAMPLES, SHORT, channels);
    entries.one(TiffTags.STRIP_ROWS, LONG, geometry.size(1));
    entries.all(TiffTags.STRIP_COUNTS, LONG, counts);
    entries.resolution(TiffTags.X_RESOLUTION, geometry.spacing(0));
    entries.resolution(TiffTags.Y_RESOLUTION, geometry.spacing(1));
    entries.one(TiffTags.PLANAR, SHORT, channels > 1 ? 2 : 1);
    entries.one(TiffTags.RESOLUTION_UNIT, SHORT, 3);
    if (extra > 0) {
      entries.all(EXTRA_SAMPLES, SHORT, extraSamples(extra, colours));
    }
    entries.all(TiffTags.SAMPLE_FORMAT, SHORT, formats);
    ByteBuffer page = ByteBuffer.allocate(entries.table.capacity() + room).order(voxels.order());
    long next = pixels + (long) planeBytes * channels;
    entries.table.putInt(last ? 0 : (int) (next + next % 2));
    page.put(entries.table.flip());
    page.put(entries.more.array());
    return page.flip();
  }

  /** Of no meaning; alpha where there are four of a colour. */
  private static long[] extraSamples(int count, boolean colours) {
    long[] extra = new long[count];
    extra[0] = colours ? 2 : 0;
    return extra;
  }
}
