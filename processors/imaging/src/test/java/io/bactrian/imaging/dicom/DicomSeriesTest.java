package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomSeriesTest {
  @TempDir Path folder;

  private static void sees(Image image, int slices) {
    assertThat(image.geometry().size()).containsExactly(6, 4, slices);
    for (int z = 0; z < slices; z++) {
      assertThat(image.value(5, 3, z)).isEqualTo(35 + 100 * z);
      assertThat(image.value(1, 0, z)).isEqualTo(1 + 100 * z);
    }
  }

  @Test
  void sortsByPositionAndNotByName() throws IOException {
    Image image = ImageReader.read(DicomPhantom.series(folder.resolve("s"), 5, slice -> {}));
    sees(image, 5);
    Geometry geometry = image.geometry();
    assertThat(geometry.spacing()).containsExactly(0.5, 0.75, 2.5);
    assertThat(geometry.origin()).containsExactly(-10, -20, 30);
    assertThat(geometry.direction()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    assertThat(ImageReader.readGeometry(folder.resolve("s")).matches(geometry, 1e-9)).isTrue();
    assertThat(ImageReader.files(folder.resolve("s"))).hasSize(5);
  }

  @Test
  void aMissingSliceIsAnErrorWithItsPlace() throws IOException {
    Path series = DicomPhantom.series(folder.resolve("s"), 6, slice -> {});
    Files.delete(series.resolve("5.dcm")); // slice 2, at 35 mm
    assertThatThrownBy(() -> ImageReader.read(series))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("missing or unevenly spaced: 32.50 mm to 37.50 mm")
        .hasMessageContaining("others are 2.50 mm apart");
  }

  @Test
  void aSliceTwiceIsAnErrorWithItsPlaceAndNames() throws IOException {
    Path series = DicomPhantom.series(folder.resolve("s"), 4, slice -> {});
    Files.copy(series.resolve("0.dcm"), series.resolve("copy.dcm"));
    assertThatThrownBy(() -> ImageReader.read(series))
        .hasMessageContaining("there twice, at ")
        .hasMessageContaining("copy.dcm")
        .hasMessageContaining("0.dcm");
  }

  @Test
  void severalSeriesInAFolderAreListedAndCanBeChosen() throws IOException {
    Path series = DicomPhantom.series(folder.resolve("s"), 3, slice -> {});
    for (int z = 0; z < 2; z++) {
      DicomDataset other = DicomPhantom.slice(z);
      DicomPhantom.text(other, Tag.SERIES_INSTANCE_UID, "1.2.6");
      DicomPhantom.text(other, Tag.SERIES_DESCRIPTION, "FLAIR");
      DicomPhantom.write(series.resolve("other" + z), other);
    }
    assertThatThrownBy(() -> ImageReader.read(series))
        .hasMessageContaining("There are 2 DICOM volumes where one is expected")
        .hasMessageContaining("1. T1, MR, 6 x 4 x 3, 1.2.5")
        .hasMessageContaining("2. FLAIR, MR, 6 x 4 x 2, 1.2.6");
    sees(DicomReader.readChannels(series, "flair").get(0), 2);
    sees(DicomReader.readChannels(series, "1.2.5").get(0), 3);
    sees(DicomReader.readChannels(series, "2").get(0), 2);
    Path list = folder.resolve("t1.txt");
    SeriesList.write(list, DicomReader.choose(series, "T1"));
    sees(ImageReader.read(list), 3);
    assertThat(ImageReader.files(list)).hasSize(4).first().isEqualTo(list);
  }

  @Test
  void echoesOfOneSeriesAreVolumesOfTheirOwn() throws IOException {
    Path series = DicomPhantom.series(folder.resolve("s"), 3, s -> echo(s, 1));
    for (int z = 0; z < 3; z++) {
      DicomDataset slice = DicomPhantom.slice(z);
      echo(slice, 2);
      DicomPhantom.write(series.resolve("second" + z), slice);
    }
    assertThat(DicomReader.series(series))
        .extracting(DicomSeries::part)
        .containsExactly("echo 1", "echo 2");
    sees(DicomReader.readChannels(series, "echo 2").get(0), 3);
  }

  private static void echo(DicomDataset slice, int number) {
    DicomPhantom.text(slice, Tag.ECHO_NUMBERS, Integer.toString(number));
  }

  @Test
  void aTiltedGantryKeepsEveryVoxelInItsPlace() throws IOException {
    for (int z = 0; z < 4; z++) {
      DicomDataset slice = DicomPhantom.slice(z);
      DicomPhantom.text(slice, Tag.IMAGE_POSITION_PATIENT, "0\\" + 3 * z + "\\" + 4 * z);
      DicomPhantom.write(folder.resolve("s").resolve(9 - z + ".dcm"), slice);
    }
    Geometry geometry = ImageReader.readGeometry(folder.resolve("s"));
    assertThat(geometry.toPhysical(0, 0, 3)).containsExactly(new double[] {0, 9, 12}, within(1e-9));
    assertThat(geometry.spacing(2)).isEqualTo(5);
    Path nifti = folder.resolve("tilted.nii");
    ImageWriter.write(nifti, ImageReader.read(folder.resolve("s")));
    assertThat(ImageReader.readGeometry(nifti).toPhysical(0, 0, 3))
        .containsExactly(new double[] {0, 9, 12}, within(1e-4));
  }

  @Test
  void slopesOfSlicesApplyToTheirSlices() throws IOException {
    for (int z = 0; z < 3; z++) {
      DicomDataset slice = DicomPhantom.slice(z);
      DicomPhantom.text(slice, Tag.RESCALE_SLOPE, Integer.toString(z + 1));
      DicomPhantom.text(slice, Tag.RESCALE_INTERCEPT, "-0.5");
      DicomPhantom.write(folder.resolve("s").resolve(z + ".dcm"), slice);
    }
    Image image = ImageReader.read(folder.resolve("s"));
    assertThat(image.value(4, 1, 0)).isEqualTo(13.5);
    assertThat(image.value(4, 1, 2)).isEqualTo(641.5);
  }

  @Test
  void framesOfAnEnhancedFileAreSortedByTheirOwnPositions() throws IOException {
    DicomDataset enhanced = DicomPhantom.slice(0);
    enhanced.remove(Tag.IMAGE_POSITION_PATIENT);
    enhanced.remove(Tag.PIXEL_SPACING);
    DicomPhantom.text(enhanced, Tag.NUMBER_OF_FRAMES, "3");
    byte[] pixels = new byte[3 * 48];
    DicomDataset[] groups = new DicomDataset[3];
    int[] order = {2, 0, 1};
    for (int i = 0; i < 3; i++) {
      DicomDataset slice = DicomPhantom.slice(order[i]);
      slice.get(Tag.PIXEL_DATA).bytes().get(pixels, 48 * i, 48);
      DicomDataset position = new DicomDataset(null);
      position.put(slice.get(Tag.IMAGE_POSITION_PATIENT));
      groups[i] = new DicomDataset(null);
      DicomPhantom.sequence(groups[i], Tag.PLANE_POSITION_SEQUENCE, position);
    }
    DicomDataset measures = new DicomDataset(null);
    DicomPhantom.text(measures, Tag.PIXEL_SPACING, "0.75\\0.5");
    DicomDataset shared = new DicomDataset(null);
    DicomPhantom.sequence(shared, Tag.PIXEL_MEASURES_SEQUENCE, measures);
    DicomPhantom.sequence(enhanced, Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared);
    DicomPhantom.sequence(enhanced, Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups);
    enhanced.put(DicomElement.of(Tag.PIXEL_DATA, Vr.OW, pixels, false));
    Image image =
        ImageReader.read(
            DicomPhantom.write(folder.resolve("e.dcm"), enhanced, TransferSyntax.IMPLICIT_LITTLE));
    sees(image, 3);
    assertThat(image.geometry().spacing()).containsExactly(0.5, 0.75, 2.5);
    assertThat(image.geometry().origin()).containsExactly(-10, -20, 30);
  }

  @Test
  void aFlatRadiographTakesItsSpacingAtTheDetector() throws IOException {
    DicomDataset flat = DicomPhantom.slice(0);
    flat.remove(Tag.IMAGE_POSITION_PATIENT);
    flat.remove(Tag.PIXEL_SPACING);
    DicomPhantom.text(flat, Tag.IMAGER_PIXEL_SPACING, "0.2\\0.1");
    DicomPhantom.text(flat, Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
    Image image = ImageReader.read(DicomPhantom.write(folder.resolve("x.dcm"), flat));
    sees(image, 1);
    assertThat(image.geometry().spacing()).containsExactly(0.1, 0.2, 1);
    assertThat(image.geometry().origin()).containsExactly(0, 0, 0);
  }

  @Test
  void unusedBitsAreClearedAndSignsExtended() throws IOException {
    DicomDataset slice = DicomPhantom.slice(0);
    DicomPhantom.shorts(slice, Tag.BITS_STORED, 12);
    DicomPhantom.shorts(slice, Tag.HIGH_BIT, 11);
    byte[] pixels = new byte[48];
    pixels[0] = (byte) 0xff; // 0xafff: the four high bits are an overlay, the rest is -1
    pixels[1] = (byte) 0xaf;
    slice.put(DicomElement.of(Tag.PIXEL_DATA, Vr.OW, pixels, false));
    Image image = ImageReader.read(DicomPhantom.write(folder.resolve("x.dcm"), slice));
    assertThat(image.value(0, 0, 0)).isEqualTo(-1);
  }

  @Test
  void aDicomdirNamesItsFiles() throws IOException {
    DicomPhantom.series(folder.resolve("IMAGES"), 3, slice -> {});
    DicomDataset directory = new DicomDataset(null);
    DicomDataset[] records = new DicomDataset[3];
    for (int i = 0; i < 3; i++) {
      records[i] = new DicomDataset(null);
      DicomPhantom.text(records[i], Tag.REFERENCED_FILE_ID, "IMAGES\\" + i + ".dcm");
    }
    DicomPhantom.sequence(directory, Tag.DIRECTORY_RECORD_SEQUENCE, records);
    sees(ImageReader.read(DicomPhantom.write(folder.resolve("DICOMDIR"), directory)), 3);
    DicomPhantom.text(records[0], Tag.REFERENCED_FILE_ID, "..\\..\\etc\\passwd");
    Path evil = DicomPhantom.write(folder.resolve("EVIL"), directory);
    assertThatThrownBy(() -> ImageReader.read(evil)).hasMessageContaining("outside of its folder");
  }

  @Test
  void filesWithoutPreambleAreRecognised() throws IOException {
    for (TransferSyntax syntax :
        List.of(TransferSyntax.IMPLICIT_LITTLE, TransferSyntax.EXPLICIT_LITTLE)) {
      Path whole = DicomPhantom.write(folder.resolve("whole.dcm"), DicomPhantom.slice(1), syntax);
      byte[] bytes = Files.readAllBytes(whole);
      int start = 132 + 12 + (bytes[140] & 0xff);
      Path bare =
          Files.write(folder.resolve("bare"), Arrays.copyOfRange(bytes, start, bytes.length));
      assertThat(ImageReader.read(bare).value(2, 3, 0)).isEqualTo(132);
    }
  }

  @Test
  void everyTruncationIsAClearError() throws IOException {
    Path whole = DicomPhantom.write(folder.resolve("whole.dcm"), DicomPhantom.slice(1));
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 140; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> ImageReader.read(cut)).isInstanceOf(ImageFormatException.class);
    }
  }

  @Test
  void aPreambleThatLooksLikeTiffIsStillDicom() throws IOException {
    Path file = DicomPhantom.write(folder.resolve("dual.tif"), DicomPhantom.slice(1));
    byte[] bytes = Files.readAllBytes(file);
    byte[] tiff = {'I', 'I', '*', 0, 8, 0, 0, 0};
    System.arraycopy(tiff, 0, bytes, 0, tiff.length);
    Files.write(file, bytes);
    assertThat(ImageReader.format(file).name()).isEqualTo("DICOM");
    assertThat(ImageReader.read(file).value(2, 3, 0)).isEqualTo(132);
  }

  @Test
  void aTiffWithTheLettersOfDicomIsStillTiff() throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(526).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', '*', 0}).putInt(408);
    tiff.position(128).put(new byte[] {'D', 'I', 'C', 'M'});
    int[] tags = {256, 40, 257, 10, 258, 8, 259, 1, 262, 1, 273, 8, 277, 1, 278, 10, 279, 400};
    tiff.position(408).putShort((short) (tags.length / 2));
    for (int t = 0; t < tags.length; t += 2) {
      tiff.putShort((short) tags[t]).putShort((short) 4).putInt(1).putInt(tags[t + 1]);
    }
    Path file = Files.write(folder.resolve("chance.tif"), tiff.array());
    assertThat(ImageReader.format(file).name()).isEqualTo("TIFF");
    assertThat(ImageReader.read(file).value(0, 3, 0)).isEqualTo('D');
  }
}
