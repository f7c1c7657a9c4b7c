package io.bactrian.imaging.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.safety.MissingFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
  @TempDir Path folder;
  private byte[] plain;
  private byte[] packed;

  @BeforeEach
  void write() throws IOException {
    Geometry geometry = ReferenceImages.randomGeometry(new Random(1), 9, 8, 7);
    Path file = folder.resolve("whole.nii");
    ImageWriter.write(file, ReferenceImages.image(geometry));
    plain = Files.readAllBytes(file);
    packed = gzip(plain);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void aTruncatedFileNamesItsBytes() throws IOException {
    Path file = file("cut.nii", Arrays.copyOf(plain, 1000));
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("was cut off")
        .hasMessageContaining("cut.nii")
        .hasMessageContaining((352 + 9 * 8 * 7 * 4) + " bytes, found 1000")
        .hasMessageContaining("copy the file again");
  }

  @Test
  void aTruncatedGzipNamesItsBytes() throws IOException {
    Path file = file("cut.nii.gz", Arrays.copyOf(packed, packed.length * 3 / 4));
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("was cut off")
        .hasMessageContaining("cut.nii.gz")
        .hasMessageMatching("(?s).*2368 bytes when unpacked, found \\d{3,4}\n.*")
        .hasMessageContaining("copy the file again");
  }

  @Test
  void everyTruncationIsTold() throws IOException {
    for (int length = 0; length < packed.length; length++) {
      Path file = file("cut.nii.gz", Arrays.copyOf(packed, length));
      assertThatThrownBy(() -> ImageReader.read(file))
          .as("%d of %d bytes", length, packed.length)
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("cut.nii.gz");
    }
    for (int length = 0; length < plain.length; length += 7) {
      Path file = file("cut.nii", Arrays.copyOf(plain, length));
      assertThatThrownBy(() -> ImageReader.read(file))
          .as("%d of %d bytes", length, plain.length)
          .isInstanceOf(ImageFormatException.class);
    }
  }

  @Test
  void everyFlippedBitOfAGzipIsNoticed() throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = packed.clone();
      // Behind the header of gzip, whose time stamp may be anything.
      int at = 10 + random.nextInt(bytes.length - 10);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Path file = file("flipped.nii.gz", bytes);
      assertThatThrownBy(() -> ImageReader.read(file))
          .as("case %d, byte %d", i, at)
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("flipped.nii.gz");
    }
  }

  @Test
  void anyHeaderIsReadOrRefused() throws IOException {
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      byte[] bytes = plain.clone();
      int changes = 1 + random.nextInt(8);
      for (int change = 0; change < changes; change++) {
        bytes[random.nextInt(352)] = (byte) random.nextInt();
      }
      boolean gzip = i % 2 == 0;
      Path file = file(gzip ? "any.nii.gz" : "any.nii", gzip ? gzip(bytes) : bytes);
      try {
        for (Image image : ImageReader.readChannels(file)) {
          assertThat(image.toFloats().length * (long) image.type().bytes())
              .isLessThanOrEqualTo(bytes.length);
        }
      } catch (ImageFormatException e) {
        refused++;
        assertThat(e).hasMessageContaining("any.nii");
      }
    }
    assertThat(refused).isBetween(100, 500);
  }

  @Test
  void aHeaderThatPromisesMuchTakesNoMemory() throws IOException {
    ByteBuffer header = ByteBuffer.wrap(plain.clone()).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(42, (short) 20000).putShort(44, (short) 20000).putShort(46, (short) 30000);
    Path file = file("huge.nii.gz", gzip(header.array()));
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("found 2368");
    // Less than all memory, so that it could be taken, but more than the file has.
    header.putShort(42, (short) 500).putShort(44, (short) 500).putShort(46, (short) 500);
    Path smaller = file("large.nii.gz", gzip(header.array()));
    assertThatThrownBy(() -> ImageReader.read(smaller))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("500000352 bytes when unpacked, found 2368");
  }

  @Test
  void aGzipOfSeveralMembersIsReadWhole() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(gzip(Arrays.copyOf(plain, 500)));
    out.write(gzip(Arrays.copyOfRange(plain, 500, plain.length)));
    Image image = ImageReader.read(file("members.nii.gz", out.toByteArray()));
    assertThat(image.toFloats())
        .containsExactly(ReferenceImages.image(image.geometry()).toFloats());
  }

  @Test
  void theContentCountsNotTheName() throws IOException {
    assertThat(ImageReader.read(file("packed.nii", packed)).geometry().size())
        .containsExactly(9, 8, 7);
    assertThat(ImageReader.read(file("plain.nii.gz", plain)).geometry().size())
        .containsExactly(9, 8, 7);
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> ImageReader.read(folder.resolve("nowhere.nii")))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("nowhere.nii");
    assertThatThrownBy(() -> ImageReader.read(folder))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("folder");
    Path empty = file("empty.nii", new byte[0]);
    assertThatThrownBy(() -> ImageReader.read(empty))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("is empty");
    Path letter = file("letter.nii", "Dear colleague, ".repeat(40).getBytes(US_ASCII));
    assertThatThrownBy(() -> ImageReader.read(letter))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("Unknown image format")
        .hasMessageContaining("NIfTI");
    byte[] pair = plain.clone();
    pair[345] = 'i';
    Path header = file("pair.hdr", pair);
    assertThatThrownBy(() -> ImageReader.read(header))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(".img");
  }
}
