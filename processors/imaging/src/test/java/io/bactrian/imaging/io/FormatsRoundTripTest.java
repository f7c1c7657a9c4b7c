package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.ReferenceImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in any format comes back: bytes, values, channels, and the place in space. */
class FormatsRoundTripTest {
  private static final List<String> WITH_GEOMETRY =
      List.of("a.nii", "a.nii.gz", "a.nrrd", "a.nhdr", "a.mha", "a.mhd");

  @TempDir Path folder;

  private static Image random(Random random, PixelType type, ByteOrder order, Geometry geometry) {
    byte[] bytes = new byte[(int) geometry.voxels() * type.bytes()];
    random.nextBytes(bytes);
    return Image.of(ByteBuffer.wrap(bytes).order(order), type, geometry);
  }

  @ParameterizedTest
  @EnumSource(PixelType.class)
  void storedBytesComeBackInEachTypeByteOrderAndOrientation(PixelType type) {
    Random random = new Random(type.ordinal());
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (String name : WITH_GEOMETRY) {
        Geometry geometry = ReferenceImages.randomGeometry(random, 5, 3, 4);
        Image image = random(random, type, order, geometry);
        Path file = folder.resolve(name);
        ImageWriter.write(file, image);
        Image back = ImageReader.read(file);
        assertThat(back.type()).as(name).isEqualTo(type);
        assertThat(back.toFloats()).as(name).containsExactly(image.toFloats());
        // NIfTI holds its affine in floats; the others in full.
        double tolerance = name.contains("nii") ? 1e-4 : 1e-9;
        assertThat(back.geometry().matches(geometry, tolerance)).as(name).isTrue();
        assertThat(ImageReader.readGeometry(file)).isEqualTo(back.geometry());
      }
      Geometry upright =
          new Geometry(
              new int[] {5, 3, 4},
              new double[] {0.5, 0.75, 2.5},
              new double[3],
              new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
      Image image = random(random, type, order, upright);
      Path tiff = folder.resolve("a.tif");
      ImageWriter.write(tiff, image);
      Image back = ImageReader.read(tiff);
      assertThat(back.type()).isEqualTo(type);
      assertThat(back.toFloats()).containsExactly(image.toFloats());
      assertThat(back.geometry().matches(upright, 1e-6)).as("" + back.geometry()).isTrue();
    }
  }

  @Test
  void channelsComeBackAsChannels() {
    Geometry geometry = ReferenceImages.randomGeometry(new Random(3), 4, 3, 2);
    Image first = ReferenceImages.image(geometry);
    Image second = Image.of(new float[24], geometry);
    for (String name : List.of("c.nii", "c.nrrd", "c.nhdr", "c.mha", "c.mhd", "c.tiff")) {
      Path file = folder.resolve(name);
      ImageWriter.writeChannels(file, List.of(first, second, first));
      List<Image> back = ImageReader.readChannels(file);
      assertThat(back).as(name).hasSize(3);
      assertThat(back.get(0).toFloats()).as(name).containsExactly(first.toFloats());
      assertThat(back.get(1).toFloats()).as(name).containsExactly(second.toFloats());
      assertThat(back.get(2).toFloats()).as(name).containsExactly(first.toFloats());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void picturesKeepTheirColours(int channels) {
    Geometry geometry = Geometry.ofSize(7, 5, 1);
    for (PixelType type : List.of(PixelType.UINT8, PixelType.UINT16)) {
      List<Image> colours =
          new Random(channels)
              .ints(channels)
              .mapToObj(seed -> random(new Random(seed), type, ByteOrder.LITTLE_ENDIAN, geometry))
              .toList();
      for (String name : List.of("p.png", "p.tif")) {
        Path file = folder.resolve(name);
        ImageWriter.writeChannels(file, colours, type);
        List<Image> back = ImageReader.readChannels(file);
        assertThat(back).as(name).hasSize(channels);
        for (int c = 0; c < channels; c++) {
          assertThat(back.get(c).type()).isEqualTo(type);
          assertThat(back.get(c).toFloats()).containsExactly(colours.get(c).toFloats());
        }
      }
    }
  }

  @Test
  void labelsComeBack() {
    LabelMap labels = new LabelMap(new int[] {0, 300, 2, 1}, Geometry.ofSize(2, 2, 1));
    for (String name : List.of("l.nii.gz", "l.nrrd", "l.mha", "l.png", "l.tif")) {
      Path file = folder.resolve(name);
      ImageWriter.write(file, labels);
      Image back = ImageReader.read(file);
      assertThat(back.type()).isEqualTo(PixelType.UINT16);
      assertThat(LabelMap.of(back, name).labels()).containsExactly(0, 300, 2, 1);
    }
  }

  @Test
  void aSlopeIsAppliedWhereTheFormatHasNone() {
    ByteBuffer[] stored = {ByteBuffer.wrap(new byte[] {0, 10, 20, (byte) 200})};
    Image image = Image.of(stored, 1, PixelType.UINT8, 0.5, -3, Geometry.ofSize(2, 2, 1));
    for (String name : List.of("s.nrrd", "s.mha", "s.tif")) {
      Path file = folder.resolve(name);
      ImageWriter.write(file, image);
      assertThat(ImageReader.read(file).type()).isEqualTo(PixelType.FLOAT32);
      assertThat(ImageReader.read(file).toFloats()).containsExactly(-3, 2, 7, 97);
    }
  }

  private interface Packer {
    java.io.OutputStream around(java.io.OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Packer packer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.io.OutputStream packing = packer.around(out)) {
      packing.write(bytes);
    }
    return out.toByteArray();
  }

  private Path withBody(String name, String header, byte[] body) throws IOException {
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return Files.write(folder.resolve(name), all);
  }

  @Test
  void packedVoxelsAreUnpacked() throws IOException {
    byte[] voxels = new byte[24];
    new Random(1).nextBytes(voxels);
    ByteBuffer shorts = ByteBuffer.wrap(voxels).order(ByteOrder.BIG_ENDIAN);
    StringBuilder text = new StringBuilder();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(shorts.getShort(2 * i)).append(i % 3 == 2 ? "\n" : " ");
      hex.append(String.format("%04x ", shorts.getShort(2 * i)));
    }
    float[] expected = new float[12];
    for (int i = 0; i < 12; i++) {
      expected[i] = shorts.getShort(2 * i);
    }
    String nrrd =
        "NRRD0005\n# a comment\ntype: int16\ndimension: 3\nsizes: 2 3 2\nendian: big\nkey:=value\n";
    byte[] textBytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] hexBytes = hex.toString().getBytes(StandardCharsets.US_ASCII);
    String mha =
        "ObjectType = Image\nNDims = 3\nDimSize = 2 3 2\nElementType = MET_SHORT\n"
            + "ElementByteOrderMSB = True\n";
    byte[] skipped = Arrays.copyOf("two\nlines\n".getBytes(StandardCharsets.US_ASCII), 10 + 24);
    System.arraycopy(voxels, 0, skipped, 10, 24);
    List<Path> files =
        List.of(
            withBody("r.nrrd", nrrd + "encoding: raw\n\n", voxels),
            withBody("l.nrrd", nrrd + "encoding: raw\nline skip: 2\n\n", skipped),
            withBody("b.nrrd", nrrd + "encoding: raw\nbyte skip: 10\n\n", skipped),
            withBody("e.nrrd", nrrd + "encoding: raw\nbyteskip: -1\n\n", skipped),
            withBody("g.nrrd", nrrd + "encoding: gz\n\n", packed(voxels, GZIPOutputStream::new)),
            withBody(
                "k.nrrd",
                nrrd + "encoding: gzip\nbyte skip: 10\n\n",
                packed(skipped, GZIPOutputStream::new)),
            withBody(
                "z.nrrd",
                nrrd + "encoding: bzip2\n\n",
                packed(voxels, BZip2CompressorOutputStream::new)),
            withBody("t.nrrd", nrrd + "encoding: ascii\n\n", textBytes),
            withBody("h.nrrd", nrrd + "encoding: hex\n\n", hexBytes),
            withBody(
                "z.mha",
                mha + "CompressedData = True\nElementDataFile = LOCAL\n",
                packed(voxels, DeflaterOutputStream::new)),
            withBody("t.mha", mha + "BinaryData = False\nElementDataFile = LOCAL\n", textBytes),
            withBody("e.mha", mha + "HeaderSize = -1\nElementDataFile = LOCAL\n", skipped));
    for (Path file : files) {
      Image image = ImageReader.read(file);
      assertThat(image.geometry().size()).as("" + file).containsExactly(2, 3, 2);
      assertThat(image.toFloats()).as("" + file).containsExactly(expected);
    }
  }

  @Test
  void voxelsInFilesOfTheirOwnAreFound() throws IOException {
    byte[] voxels = new byte[24];
    new Random(2).nextBytes(voxels);
    for (int i = 0; i < 4; i++) {
      Files.write(folder.resolve("s0" + i + ".raw"), Arrays.copyOfRange(voxels, 6 * i, 6 * i + 6));
    }
    String nrrd = "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 3 4\nencoding: raw\n";
    String list = "s00.raw\ns01.raw\ns02.raw\ns03.raw\n";
    String mhd = "NDims = 3\nDimSize = 2 3 4\nElementType = MET_UCHAR\n";
    List<Path> files =
        List.of(
            withBody("l.nhdr", nrrd + "data file: LIST\n" + list, new byte[0]),
            withBody("n.nhdr", nrrd + "data file: s%02d.raw 0 3 1\n", new byte[0]),
            withBody("l.mhd", mhd + "ElementDataFile = LIST\n" + list, new byte[0]),
            withBody("n.mhd", mhd + "ElementDataFile = s%02d.raw 0 3 1\n", new byte[0]));
    for (Path file : files) {
      Image image = ImageReader.read(file);
      for (int i = 0; i < 24; i++) {
        assertThat(image.value(i % 2, i / 2 % 3, i / 6)).isEqualTo(voxels[i] & 0xff);
      }
      assertThat(ImageReader.files(file)).hasSize(5).contains(folder.resolve("s03.raw"));
    }
  }

  @Test
  void aHeaderReachesNoFileOutsideItsFolder() throws IOException {
    Path nhdr =
        withBody(
            "out.nhdr",
            "NRRD0004\ntype: uchar\ndimension: 1\nsizes: 4\nencoding: raw\n"
                + "data file: ../secret.raw\n",
            new byte[0]);
    assertThatThrownBy(() -> ImageReader.read(nhdr))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("'../secret.raw', which is not in its folder")
        .hasMessageContaining("out.nhdr");
    Path mhd =
        withBody(
            "out.mhd",
            "NDims = 1\nDimSize = 4\nElementType = MET_UCHAR\nElementDataFile = /etc/passwd\n",
            new byte[0]);
    assertThatThrownBy(() -> ImageReader.read(mhd))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("/etc/passwd");
  }

  @Test
  void whatAFormatCannotHoldIsRefused() {
    Image volume = ReferenceImages.image(Geometry.ofSize(2, 2, 2));
    assertThatThrownBy(() -> ImageWriter.write(folder.resolve("a.png"), volume))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("PNG cannot hold this image: 2 slices");
    assertThatThrownBy(() -> ImageWriter.write(folder.resolve("a.jpg"), volume))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(".nii.gz");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void mappedFormatsTakeNoHeap() {
    Image image = ReferenceImages.image(Geometry.ofSize(4, 5, 6));
    for (String name : List.of("m.nii", "m.nrrd", "m.nhdr", "m.mha", "m.mhd", "m.tif")) {
      Path file = folder.resolve(name);
      ImageWriter.write(file, image);
      assertThat(ImageReader.read(file).heapBytes()).as(name).isZero();
    }
  }
}
