package io.bactrian.imaging.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.imaging.io.VoxelLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NiftiRoundTripTest {
  private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(PixelType.class)
  void storedBytesComeBackInAnyTypeByteOrderAndOrientation(PixelType type) {
    Random random = new Random(type.ordinal());
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (String name : List.of("image.nii", "image.nii.gz")) {
        Geometry geometry = ReferenceImages.randomGeometry(random, 5, 3, 4);
        byte[] bytes = new byte[60 * type.bytes()];
        random.nextBytes(bytes);
        ByteBuffer[] slabs = {ByteBuffer.wrap(bytes).order(order)};
        Image image = Image.of(slabs, 4, type, 0.25, -7, geometry);

        Path file = folder.resolve(name);
        ImageWriter.write(file, image);
        Image back = ImageReader.read(file);

        assertThat(back.type()).isEqualTo(type);
        assertThat(back.slope()).isEqualTo(0.25);
        assertThat(back.intercept()).isEqualTo(-7);
        assertThat(back.toFloats()).containsExactly(image.toFloats());
        assertThat(back.geometry().matches(geometry, 1e-4)).isTrue();
        for (int z = 0; z < 4; z++) {
          assertThat(back.storedSlice(z)).isEqualTo(image.storedSlice(z));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PixelType.class)
  void realValuesAreConverted(PixelType type) {
    Image image = ReferenceImages.image(Geometry.ofSize(4, 5, 2));
    Path file = folder.resolve("converted.nii");
    ImageWriter.write(file, image, type);
    Image back = ImageReader.read(file);
    assertThat(back.type()).isEqualTo(type);
    assertThat(back.toFloats()).containsExactly(image.toFloats());
  }

  @Test
  void writingAgainChangesNothing() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      Geometry geometry = ReferenceImages.randomGeometry(random, 2, 3, 4);
      Path first = folder.resolve("first.nii");
      Path second = folder.resolve("second.nii");
      ImageWriter.write(first, ReferenceImages.image(geometry));
      ImageWriter.write(second, ImageReader.read(first));
      Geometry once = ImageReader.readGeometry(first);
      Geometry twice = ImageReader.readGeometry(second);
      assertThat(twice.matches(once, 1e-7)).isTrue();
    }
  }

  @Test
  void sformAndQformSayTheSame() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < 50; i++) {
      Geometry geometry = ReferenceImages.randomGeometry(random, 20, 30, 40);
      Path file = folder.resolve("both.nii");
      ImageWriter.write(file, ReferenceImages.image(geometry));
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
      Files.write(file, bytes);
      assertThat(ImageReader.readGeometry(file).matches(geometry, 1e-3)).isTrue();
    }
  }

  @Test
  void valuesBeyondTheTypeAreRefused() {
    Image image = Image.of(new float[] {1, 300}, Geometry.ofSize(2, 1, 1));
    Path file = folder.resolve("small.nii");
    assertThatThrownBy(() -> ImageWriter.write(file, image, PixelType.UINT8))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("300.0 does not fit into UINT8")
        .hasMessageContaining("voxel (1, 0, 0)")
        .hasMessageContaining("choose a larger type");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void labelsTakeTheSmallestType() {
    assertThat(typeOfLabels(0, 255)).isEqualTo(PixelType.UINT8);
    assertThat(typeOfLabels(-1, 100)).isEqualTo(PixelType.INT8);
    assertThat(typeOfLabels(0, 256)).isEqualTo(PixelType.UINT16);
    assertThat(typeOfLabels(-1, 256)).isEqualTo(PixelType.INT16);
    assertThat(typeOfLabels(0, 70000)).isEqualTo(PixelType.UINT32);
    assertThat(typeOfLabels(-1, 70000)).isEqualTo(PixelType.INT32);
  }

  private PixelType typeOfLabels(int low, int high) {
    Path file = folder.resolve("labels.nii.gz");
    LabelMap labels = new LabelMap(new int[] {low, high, 0}, Geometry.ofSize(3, 1, 1));
    ImageWriter.write(file, labels);
    Image back = ImageReader.read(file);
    assertThat(LabelMap.of(back, "back").labels()).containsExactly(low, high, 0);
    return back.type();
  }

  @Test
  void channelsComeBackAsChannels() {
    Geometry geometry = ReferenceImages.randomGeometry(new Random(3), 4, 3, 2);
    Image first = ReferenceImages.image(geometry);
    Image second = Image.of(new float[24], geometry);
    Path file = folder.resolve("channels.nii.gz");
    ImageWriter.writeChannels(file, List.of(first, second, first));
    List<Image> back = ImageReader.readChannels(file);
    assertThat(back).hasSize(3);
    assertThat(back.get(1).toFloats()).containsExactly(second.toFloats());
    assertThat(back.get(2).toFloats()).containsExactly(first.toFloats());
  }

  @Test
  void aLongSideNeedsNifti2() throws IOException {
    Geometry geometry = Geometry.ofSize(40000, 1, 2);
    Path file = folder.resolve("long.nii");
    ImageWriter.write(file, ReferenceImages.image(geometry));
    assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) (540 & 0xff));
    Image back = ImageReader.read(file);
    assertThat(back.geometry()).isEqualTo(geometry);
    assertThat(back.toFloats()).containsExactly(ReferenceImages.image(geometry).toFloats());
  }

  /** A sparse file: 3.2 GiB of zeros that take no space, but for one voxel in the last slice. */
  @Test
  void aFileBeyondTwoGibibytesIsMappedInSlabs() throws IOException {
    int[] size = {1000, 1000, 1700};
    Geometry geometry = new Geometry(size, new double[] {1, 1, 1}, new double[3], IDENTITY);
    NiftiHeader header =
        new NiftiHeader(
            1, new VoxelLayout(geometry, PixelType.INT16, ByteOrder.LITTLE_ENDIAN), 352);
    Path file = folder.resolve("large.nii");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.encode().array());
      out.setLength(352 + 2 * geometry.voxels());
      out.seek(352 + 2 * (geometry.voxels() - 2));
      out.writeShort(Short.reverseBytes((short) -77));
    }
    Image image = ImageReader.read(file);
    assertThat(image.value(998, 999, 1699)).isEqualTo(-77);
    assertThat(image.value(999, 999, 1699)).isZero();
    float[] row = new float[1000];
    image.readRow(0, 999, 1699, 1000, row, 0);
    assertThat(row[998]).isEqualTo(-77);
    assertThat(image.storedSlice(1699).getShort(2 * 999_998)).isEqualTo((short) -77);
  }
}
