package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.ReferenceImages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs wrote: make_formats.py says how. */
class FormatsReferenceTest {
  /** LPS of voxel (4, 3, 2), printed by make_formats.py from the affine alone. */
  private static final double[] LAST = {-30.022529488673463, 18.716378972807377, 79.2029579814865};

  private static List<Image> read(String name) {
    return ImageReader.readChannels(ReferenceImages.file(name));
  }

  private static void hasVoxels(Image image, double factor, double shift) {
    for (int z = 0; z < image.geometry().size(2); z++) {
      for (int y = 0; y < image.geometry().size(1); y++) {
        for (int x = 0; x < image.geometry().size(0); x++) {
          assertThat(image.value(x, y, z))
              .as("(%d, %d, %d)", x, y, z)
              .isEqualTo(ReferenceImages.voxel(x, y, z) * factor + shift);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lps_raw.nrrd",
        "ras_gzip.nrrd",
        "las_bzip2.nrrd",
        "scanner_text.nrrd",
        "compressed.mha"
      })
  void voxelsAndTheirPlaceInLps(String name) {
    List<Image> images = read(name);
    assertThat(images).hasSize(1);
    assertThat(images.get(0).geometry().size()).containsExactly(5, 4, 3);
    hasVoxels(images.get(0), 1, 0);
    assertThat(images.get(0).geometry().toPhysical(4, 3, 2)).containsExactly(LAST, within(1e-9));
    assertThat(images.get(0).geometry().spacing())
        .containsExactly(new double[] {0.9, 1.1, 2.5}, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector.nrrd", "channels.mha"})
  void componentsAreChannels(String name) {
    List<Image> channels = read(name);
    assertThat(channels).hasSize(3);
    hasVoxels(channels.get(0), 1, 0);
    hasVoxels(channels.get(1), 1, 100);
    hasVoxels(channels.get(2), 1, -50);
    assertThat(channels.get(2).geometry().toPhysical(4, 3, 2)).containsExactly(LAST, within(1e-9));
  }

  @Test
  void aNiftiPairLiesInRas() {
    Image image = read("pair.hdr").get(0);
    hasVoxels(image, 1, 0);
    double[] lps = {-LAST[0], -LAST[1], LAST[2]};
    assertThat(image.geometry().toPhysical(4, 3, 2)).containsExactly(lps, within(1e-5));
    assertThat(read("pair.img").get(0).geometry()).isEqualTo(image.geometry());
    assertThat(ImageReader.files(ReferenceImages.file("pair.img"))).hasSize(2);
  }

  /** As ITK by default: axes along L, P, S from the origin. */
  @Test
  void analyzeHasNoOrientation() {
    Image image = read("analyze.hdr").get(0);
    hasVoxels(image, 1, 0);
    double[] last = {4 * 0.9, 3 * 1.1, 2 * 2.5};
    assertThat(image.geometry().toPhysical(4, 3, 2)).containsExactly(last, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    // 508 and 254 pixels an inch: 0.05 and 0.1 mm
    "tiff_lzw.tif, UINT16, 1000, 0, 0.05, 0.1, 0.05",
    "tiff_deflate.tif, FLOAT32, 0.5, 0, 1, 1, 1",
    "tiff_int16_predictor.tif, INT16, 1, -11, 1, 1, 1",
    // 2 and 4 pixels a millimetre, 3 mm between slices
    "tiff_imagej.tif, UINT8, 1, 0, 0.5, 0.25, 3",
    "tiff_big.tif, UINT32, 1, 0, 1, 1, 1"
  })
  void tiffStacks(
      String name, PixelType type, double factor, double shift, double x, double y, double z) {
    List<Image> images = read(name);
    assertThat(images).hasSize(1);
    assertThat(images.get(0).type()).isEqualTo(type);
    assertThat(images.get(0).geometry().size()).containsExactly(19, 17, 3);
    hasVoxels(images.get(0), factor, shift);
    assertThat(images.get(0).geometry().spacing(0)).isCloseTo(x, within(1e-6));
    assertThat(images.get(0).geometry().spacing(1)).isCloseTo(y, within(1e-6));
    // Between pages without a word about it: 1.
    assertThat(images.get(0).geometry().spacing(2)).isEqualTo(name.contains("imagej") ? z : 1);
  }

  @Test
  void floatsByDifferencesOfBytes() {
    Image image = read("tiff_float_predictor.tif").get(0);
    assertThat(image.type()).isEqualTo(PixelType.FLOAT32);
    hasVoxels(image, 0.5, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.bmp", "palette.png", "tiff_rgb_packbits.tif"})
  void coloursAreChannels(String name) {
    List<Image> channels = read(name);
    assertThat(channels).hasSize(3);
    for (int c = 0; c < 3; c++) {
      assertThat(channels.get(c).geometry().size()).containsExactly(19, 17, 1);
      assertThat(channels.get(c).geometry().toPhysical(2, 3, 0)).containsExactly(2, 3, 0);
      hasVoxels(channels.get(c), c + 1, 0);
    }
  }

  @Test
  void aPaletteOfGraysIsGray() {
    assertThat(read("gray.bmp")).hasSize(1);
    hasVoxels(read("gray.bmp").get(0), 1, 0);
  }

  /** The first row is what Pillow decodes, printed by make_formats.py. */
  @Test
  void jpegIsNearlyWhatOthersDecode() {
    Image image = read("gray.jpg").get(0);
    int[] row = {
      0, 70, 140, 210, 50, 120, 190, 30, 100, 170, 10, 80, 150, 220, 60, 130, 201, 40, 110
    };
    for (int x = 0; x < row.length; x++) {
      assertThat(image.value(x, 0, 0)).isCloseTo(row[x], within(1.0));
    }
  }
}
