package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels that are neither grey values of 8 or 16 bits nor RGB. */
class PixelKindsTest {
  private static final int PIXELS = DicomPhantom.COLUMNS * DicomPhantom.ROWS;

  @TempDir Path folder;

  private static DicomDataset slice(String photometric, int samples, int bits) {
    DicomDataset slice = DicomPhantom.slice(0);
    DicomPhantom.text(slice, Tag.PHOTOMETRIC_INTERPRETATION, photometric);
    DicomPhantom.shorts(slice, Tag.SAMPLES_PER_PIXEL, samples);
    DicomPhantom.shorts(slice, Tag.BITS_ALLOCATED, bits);
    DicomPhantom.shorts(slice, Tag.BITS_STORED, bits);
    DicomPhantom.shorts(slice, Tag.HIGH_BIT, bits - 1);
    DicomPhantom.shorts(slice, Tag.PIXEL_REPRESENTATION, 0);
    return slice;
  }

  private List<Image> read(DicomDataset slice) throws IOException {
    return ImageReader.readChannels(DicomPhantom.write(folder.resolve("a.dcm"), slice));
  }

  private static void put(DicomDataset slice, int tag, Vr vr, byte[] bytes) {
    slice.put(DicomElement.of(tag, vr, bytes, false));
  }

  @Test
  void aPaletteGivesColours() throws IOException {
    DicomDataset slice = slice("PALETTE COLOR", 1, 8);
    byte[] pixels = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = (byte) (i % 4 + 10);
    }
    put(slice, Tag.PIXEL_DATA, Vr.OW, pixels);
    for (int c = 0; c < 3; c++) {
      DicomPhantom.shorts(slice, Tag.RED_PALETTE_DESCRIPTOR + c, 4, 10, 8);
      byte[] table = {(byte) (c + 1), (byte) (50 + c), (byte) (100 + c), (byte) (250 + c)};
      put(slice, Tag.RED_PALETTE_DATA + c, Vr.OW, table);
    }
    List<Image> channels = read(slice);
    assertThat(channels).hasSize(3);
    for (int c = 0; c < 3; c++) {
      float[] colours = {c + 1, 50 + c, 100 + c, 250 + c};
      float[] found = channels.get(c).toFloats();
      for (int i = 0; i < PIXELS; i++) {
        assertThat(found[i]).isEqualTo(colours[i % 4]);
      }
    }
  }

  @Test
  void aPaletteWithoutTablesIsRefused() {
    DicomDataset slice = slice("PALETTE COLOR", 1, 8);
    put(slice, Tag.PIXEL_DATA, Vr.OW, new byte[PIXELS]);
    assertThatThrownBy(() -> read(slice))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("The palette of the DICOM image is missing or in segments");
  }

  @Test
  void twoPixelsShareTheirChrominance() throws IOException {
    DicomDataset slice = slice("YBR_FULL_422", 3, 8);
    byte[] pixels = new byte[2 * PIXELS];
    for (int i = 0; i < PIXELS / 2; i++) {
      pixels[4 * i] = (byte) (3 * i);
      pixels[4 * i + 1] = (byte) (3 * i + 1);
      pixels[4 * i + 2] = (byte) 128;
      pixels[4 * i + 3] = (byte) (i < 6 ? 128 : 178);
    }
    put(slice, Tag.PIXEL_DATA, Vr.OW, pixels);
    List<Image> channels = read(slice);
    float[] red = channels.get(0).toFloats();
    float[] green = channels.get(1).toFloats();
    float[] blue = channels.get(2).toFloats();
    for (int i = 0; i < PIXELS; i++) {
      float light = 3 * (i / 2) + i % 2;
      // 1.402 and 0.714 of the 50 that red difference is above its middle.
      assertThat(red[i]).isEqualTo(i < 12 ? light : Math.round(light + 70.1f));
      assertThat(green[i]).isEqualTo(i < 12 ? light : Math.max(0, Math.round(light - 35.707f)));
      assertThat(blue[i]).isEqualTo(light);
    }
  }

  @Test
  void aBitAPixelStartsAtTheLowestOfAByte() throws IOException {
    DicomDataset slice = slice("MONOCHROME2", 1, 1);
    put(slice, Tag.PIXEL_DATA, Vr.OW, new byte[] {0b0000_0101, (byte) 0b1000_0000, 1, 0});
    float[] found = read(slice).get(0).toFloats();
    for (int i = 0; i < PIXELS; i++) {
      assertThat(found[i]).isEqualTo(i == 0 || i == 2 || i == 15 || i == 16 ? 1 : 0);
    }
  }

  @Test
  void floatsAndDoublesAreReadAsTheyAre() throws IOException {
    for (boolean wide : new boolean[] {false, true}) {
      DicomDataset slice = slice("MONOCHROME2", 1, wide ? 64 : 32);
      slice.remove(Tag.PIXEL_DATA);
      ByteBuffer pixels =
          ByteBuffer.allocate(PIXELS * (wide ? 8 : 4)).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < PIXELS; i++) {
        if (wide) {
          pixels.putDouble(i * 0.25 - 1);
        } else {
          pixels.putFloat(i * 0.25f - 1);
        }
      }
      int tag = wide ? Tag.DOUBLE_FLOAT_PIXEL_DATA : Tag.FLOAT_PIXEL_DATA;
      put(slice, tag, wide ? Vr.OD : Vr.OF, pixels.array());
      float[] found = read(slice).get(0).toFloats();
      for (int i = 0; i < PIXELS; i++) {
        assertThat(found[i]).isEqualTo(i * 0.25f - 1);
      }
    }
  }

  @Test
  void anotherNumberOfBitsIsRefusedByName() {
    DicomDataset slice = slice("MONOCHROME2", 1, 12);
    assertThatThrownBy(() -> read(slice))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("The DICOM image has 12 bits allocated a pixel");
  }
}
