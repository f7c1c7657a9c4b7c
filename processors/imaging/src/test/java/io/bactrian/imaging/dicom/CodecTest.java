package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DCMTK's programs compressed or converted hold the same pixels. */
class CodecTest {
  @TempDir Path folder;

  private void dcmtk(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, command[0] + " of DCMTK is not installed");
      return;
    }
    String output = new String(process.getInputStream().readAllBytes());
    try {
      assertThat(process.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static short[] noise(int bits, boolean signed, int count) {
    Random random = new Random(5);
    short[] values = new short[count];
    int value = 0;
    for (int i = 0; i < count; i++) {
      value += (int) (random.nextGaussian() * (1 << bits - 4));
      values[i] = (short) (value << 32 - bits >> 32 - bits);
      if (!signed) {
        values[i] &= (short) ((1 << bits) - 1);
      }
    }
    return values;
  }

  private Path source(int bits, boolean signed, short[] values, int columns) throws IOException {
    DicomDataset slice = DicomPhantom.slice(0);
    DicomPhantom.shorts(slice, Tag.COLUMNS, columns);
    DicomPhantom.shorts(slice, Tag.ROWS, values.length / columns);
    DicomPhantom.shorts(slice, Tag.BITS_STORED, bits);
    DicomPhantom.shorts(slice, Tag.HIGH_BIT, bits - 1);
    DicomPhantom.shorts(slice, Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(values);
    slice.put(DicomElement.of(Tag.PIXEL_DATA, Vr.OW, bytes.array(), false));
    return DicomPhantom.write(folder.resolve("source.dcm"), slice);
  }

  private static void same(Path packed, short[] values, boolean signed) {
    float[] found = ImageReader.read(packed).toFloats();
    assertThat(found).hasSize(values.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isEqualTo(signed ? values[i] : values[i] & 0xffff);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dcmcrle",
        "dcmconv +ti",
        "dcmconv +tb",
        "dcmconv +te",
        "dcmconv +td",
        "dcmconv +e -F",
        "dcmconv -e +ti",
        "dcmcjpeg +e1",
        "dcmcjpeg +el",
        "dcmcjpeg +el +sv 7",
        "dcmcjpeg +el +sv 2",
        "dcmcjpeg +el +sv 3",
        "dcmcjpeg +el +sv 4",
        "dcmcjpeg +el +sv 5",
        "dcmcjpeg +el +sv 6"
      })
  void withoutLoss(String command) throws IOException {
    for (int bits : new int[] {12, 16}) {
      for (boolean signed : new boolean[] {false, true}) {
        short[] values = noise(bits, signed, 61 * 43);
        Path packed = folder.resolve("packed.dcm");
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(source(bits, signed, values, 61).toString());
        words.add(packed.toString());
        dcmtk(words.toArray(String[]::new));
        same(packed, values, signed);
      }
    }
  }

  @Test
  void coloursInBaselineJpeg() throws IOException {
    DicomDataset slice = DicomPhantom.slice(0);
    DicomPhantom.text(slice, Tag.PHOTOMETRIC_INTERPRETATION, "RGB");
    DicomPhantom.shorts(slice, Tag.SAMPLES_PER_PIXEL, 3);
    DicomPhantom.shorts(slice, Tag.PLANAR_CONFIGURATION, 0);
    DicomPhantom.shorts(slice, Tag.BITS_ALLOCATED, 8);
    DicomPhantom.shorts(slice, Tag.BITS_STORED, 8);
    DicomPhantom.shorts(slice, Tag.HIGH_BIT, 7);
    DicomPhantom.shorts(slice, Tag.PIXEL_REPRESENTATION, 0);
    DicomPhantom.shorts(slice, Tag.ROWS, 32);
    DicomPhantom.shorts(slice, Tag.COLUMNS, 32);
    byte[] pixels = new byte[32 * 32 * 3];
    for (int i = 0; i < 32 * 32; i++) {
      pixels[3 * i] = (byte) 200;
      pixels[3 * i + 1] = (byte) 40;
      pixels[3 * i + 2] = (byte) (i / 32 * 4);
    }
    slice.put(DicomElement.of(Tag.PIXEL_DATA, Vr.OB, pixels, false));
    Path plain = DicomPhantom.write(folder.resolve("plain.dcm"), slice);
    Path packed = folder.resolve("packed.dcm");
    dcmtk("dcmcjpeg", "+eb", plain.toString(), packed.toString());
    List<Image> expected = ImageReader.readChannels(plain);
    List<Image> found = ImageReader.readChannels(packed);
    assertThat(expected.get(0).value(3, 7, 0)).isEqualTo(200);
    assertThat(expected.get(2).value(3, 7, 0)).isEqualTo(28);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 32; y++) {
        assertThat(found.get(c).value(3, y, 0))
            .isCloseTo(expected.get(c).value(3, y, 0), within(6.0));
      }
    }
  }

  @Test
  void jpegLsNamesItsSyntaxAndTheWayOut() throws IOException {
    Path packed = folder.resolve("packed.dcm");
    Path source = source(12, false, noise(12, false, 61 * 43), 61);
    dcmtk("dcmcjpls", source.toString(), packed.toString());
    assertThatThrownBy(() -> ImageReader.read(packed))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("JPEG-LS Lossless (1.2.840.10008.1.2.4.80)")
        .hasMessageContaining("dcmdjpls IN OUT");
  }
}
