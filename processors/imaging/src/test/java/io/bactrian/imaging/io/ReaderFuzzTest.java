package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.imaging.dicom.DicomPhantom;
import io.bactrian.safety.UserMistakeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files of every format: each is read, or refused by an error that names the file; none
 * takes more memory than its size justifies, or long. {@code -Dbactrian.fuzz=N} tries N cases for
 * each kind of file.
 */
class ReaderFuzzTest {
  private static final int CASES = Integer.getInteger("bactrian.fuzz", 400);

  /** The largest a small file may become: what 1032 to 1 packing can do, and then some. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long MOST_NANOSECONDS = 5_000_000_000L;

  @TempDir Path folder;

  /** A format is a line here: a name, whose file {@link #write} makes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.nii",
        "a.nii.gz",
        "pair.hdr",
        "a.nrrd",
        "gzip.nrrd",
        "text.nrrd",
        "list.nhdr",
        "a.mha",
        "zlib.mha",
        "a.mhd",
        "a.tif",
        "lzw.tif",
        "deflate.tif",
        "a.png",
        "rgb.png",
        "a.jpg",
        "a.bmp",
        "a.dcm",
        "rle.dcm",
        "baseline.dcm",
        "lossless.dcm",
        "fragments_basic.dcm",
        "fragments_extended.dcm"
      })
  void damagedFilesAreReadOrRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    write(file);
    byte[] whole = Files.readAllBytes(file);
    assertThat(ImageReader.readChannels(file)).isNotEmpty();
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = damaged(whole, random);
      Files.write(file, bytes);
      refused += isRefused(file, name, i, bytes.length) ? 1 : 0;
    }
    assertThat(refused).as("refused of " + CASES).isGreaterThan(CASES / 20);
  }

  private boolean isRefused(Path file, String name, int number, int size) {
    long start = System.nanoTime();
    try {
      long bytes = 0;
      for (Image image : ImageReader.readChannels(file)) {
        bytes += image.geometry().voxels() * image.type().bytes();
        // Each voxel can be reached, mapped or not.
        Geometry geometry = image.geometry();
        image.value(geometry.size(0) - 1, geometry.size(1) - 1, geometry.size(2) - 1);
      }
      ImageReader.readGeometry(file);
      ImageReader.files(file);
      assertThat(bytes).as("%s, case %d of %d bytes", name, number, size).isLessThan(MOST_BYTES);
      return false;
    } catch (UserMistakeException e) {
      // The file itself, or one that its header names, perhaps by a damaged name.
      assertThat(e.where()).as("%s, case %d", name, number).contains(folder.toString());
      return true;
    } catch (Throwable e) {
      return fail("%s, case %d: %s".formatted(name, number, e), e);
    } finally {
      assertThat(System.nanoTime() - start)
          .as("%s, case %d: time", name, number)
          .isLessThan(MOST_NANOSECONDS);
    }
  }

  /** Cut, bits turned, bytes overwritten, digits made large, or a piece taken out or doubled. */
  static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    // Mostly there, but what is packed comes behind it.
    int header = random.nextInt(3) == 0 ? bytes.length : Math.min(bytes.length, 512);
    switch (random.nextInt(7)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> flip(bytes, bytes.length, random);
      case 2 -> flip(bytes, header, random);
      case 3 -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          bytes[random.nextInt(header)] = (byte) random.nextInt();
        }
      }
      case 4 -> {
        byte[] extremes = {-1, 0x7f, 0, (byte) 0x80};
        int at = random.nextInt(header);
        Arrays.fill(
            bytes, at, Math.min(bytes.length, at + 4), extremes[random.nextInt(extremes.length)]);
      }
      case 5 -> {
        // Numbers of headers of text.
        for (int i = 0, at = random.nextInt(header); at < header && i < 4; at++) {
          if (bytes[at] >= '0' && bytes[at] <= '9') {
            bytes[at] = (byte) ("9-e. 0").charAt(random.nextInt(6));
            i++;
          }
        }
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(32));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, random.nextBoolean() ? to : from);
        changed.write(bytes, random.nextBoolean() ? from : to, bytes.length - to);
        bytes = changed.toByteArray();
      }
    }
    return bytes;
  }

  private static void flip(byte[] bytes, int end, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private void write(Path file) throws IOException {
    String name = file.getFileName().toString();
    Image volume = ReferenceImages.image(ReferenceImages.randomGeometry(new Random(1), 9, 8, 7));
    Image flat = ReferenceImages.image(Geometry.ofSize(19, 17, 1));
    String nrrd = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 5 5 5\nencoding: ";
    String mha =
        "ObjectType = Image\nNDims = 3\nDimSize = 5 5 5\nElementType = MET_UCHAR\n"
            + "CompressedData = True\nElementDataFile = LOCAL\n";
    byte[] voxels = new byte[125];
    new Random(2).nextBytes(voxels);
    switch (name) {
      case "gzip.nrrd" -> Files.write(file, joined(nrrd + "gzip\n\n", gzip(voxels)));
      case "text.nrrd" -> Files.writeString(file, nrrd + "text\n\n" + "12 255 7 0 33\n".repeat(25));
      case "list.nhdr" -> {
        Files.writeString(file, nrrd + "raw\ndata file: LIST\n" + "list.raw\n".repeat(5));
        Files.write(folder.resolve("list.raw"), Arrays.copyOf(voxels, 25));
      }
      case "zlib.mha" -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
          out.write(voxels);
        }
        Files.write(file, joined(mha, packed.toByteArray()));
      }
      case "pair.hdr" -> {
        Path single = folder.resolve("single.nii");
        ImageWriter.write(single, volume, PixelType.UINT8);
        byte[] bytes = Files.readAllBytes(single);
        bytes[345] = 'i';
        Arrays.fill(bytes, 108, 112, (byte) 0);
        Files.write(file, Arrays.copyOf(bytes, 348));
        Files.write(folder.resolve("pair.img"), Arrays.copyOfRange(bytes, 352, bytes.length));
      }
      case "lzw.tif", "deflate.tif" -> Files.copy(ReferenceImages.file("tiff_" + name), file);
      case "rle.dcm",
          "baseline.dcm",
          "lossless.dcm",
          "fragments_basic.dcm",
          "fragments_extended.dcm" ->
          Files.copy(ReferenceImages.file("dicom_" + name), file);
      case "a.dcm" -> DicomPhantom.write(file);
      case "a.png" -> ImageWriter.write(file, flat, PixelType.UINT16);
      case "rgb.png" -> ImageWriter.writeChannels(file, List.of(flat, flat, flat), PixelType.UINT8);
      case "a.jpg", "a.bmp" -> {
        Path png = folder.resolve("source.png");
        ImageWriter.writeChannels(png, List.of(flat, flat, flat), PixelType.UINT8);
        ImageIO.write(ImageIO.read(png.toFile()), name.substring(2), file.toFile());
      }
      default -> ImageWriter.write(file, volume, PixelType.INT16);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(String header, byte[] body) {
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
