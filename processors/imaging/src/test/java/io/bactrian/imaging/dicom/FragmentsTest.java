package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.ImageReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of a volume in several fragments each, found by either table or by JPEG's marker. */
class FragmentsTest {
  private static final int FRAMES = 3;
  private static final int FRAME = 2 * DicomPhantom.COLUMNS * DicomPhantom.ROWS;

  @TempDir Path folder;

  /** Frames as they are (encapsulated uncompressed), each cut into so many fragments. */
  private DicomDataset volume(List<byte[]> frames, int cuts, String table) throws IOException {
    DicomDataset dataset = DicomPhantom.slice(0);
    DicomPhantom.text(dataset, Tag.NUMBER_OF_FRAMES, Integer.toString(frames.size()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<DicomElement.Run> runs = new ArrayList<>();
    ByteBuffer basic = ByteBuffer.allocate(4 * frames.size()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer extended = ByteBuffer.allocate(8 * frames.size()).order(ByteOrder.LITTLE_ENDIAN);
    int fragments = 0;
    for (byte[] frame : frames) {
      basic.putInt(bytes.size() + 8 * fragments);
      extended.putLong(bytes.size() + 8L * fragments);
      for (int i = 0; i < cuts; i++) {
        // Even lengths, and none of the same.
        int from = (frame.length / 2 * i * i / cuts / cuts) * 2;
        int to = (frame.length / 2 * (i + 1) * (i + 1) / cuts / cuts) * 2;
        runs.add(new DicomElement.Run(bytes.size(), to - from));
        bytes.write(frame, from, to - from);
        fragments++;
      }
    }
    int tableLength = table.equals("basic") ? basic.capacity() : 0;
    runs.add(0, new DicomElement.Run(bytes.size(), tableLength));
    bytes.write(basic.array(), 0, tableLength);
    if (table.equals("extended")) {
      dataset.put(DicomElement.of(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, extended.array(), false));
    }
    Path raw = Files.write(folder.resolve("pixels.raw"), bytes.toByteArray());
    dataset.put(
        DicomElement.encapsulated(Tag.PIXEL_DATA, Vr.OB, DicomSource.of(raw), List.copyOf(runs)));
    return dataset;
  }

  private static List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>();
    for (int z = 0; z < FRAMES; z++) {
      byte[] frame = new byte[FRAME];
      DicomPhantom.slice(z).get(Tag.PIXEL_DATA).bytes().get(frame);
      frames.add(frame);
    }
    return frames;
  }

  private Path write(DicomDataset dataset, TransferSyntax syntax) throws IOException {
    return DicomPhantom.write(folder.resolve("volume.dcm"), dataset, syntax);
  }

  @ParameterizedTest
  @CsvSource({"1,none", "1,basic", "1,extended", "2,basic", "2,extended", "4,basic", "4,extended"})
  void framesAreFoundByEitherTable(int cuts, String table) throws IOException {
    Path file = write(volume(frames(), cuts, table), TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
    var image = ImageReader.read(file);
    assertThat(image.geometry().size()).containsExactly(6, 4, 3);
    for (int z = 0; z < FRAMES; z++) {
      assertThat(image.value(5, 3, z)).isEqualTo(5 + 30 + 100 * z);
      assertThat(image.value(0, 0, z)).isEqualTo(100 * z);
    }
  }

  @Test
  void withoutATableTheEndOfAnImageDividesFrames() throws IOException {
    // Not JPEG, but with its marker at the end: what is read is the last value, 0xd9ff.
    List<byte[]> frames = frames();
    frames.forEach(
        frame -> {
          frame[FRAME - 2] = (byte) 0xff;
          frame[FRAME - 1] = (byte) 0xd9;
        });
    Path file = write(volume(frames, 2, "none"), TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
    var image = ImageReader.read(file);
    for (int z = 0; z < FRAMES; z++) {
      assertThat(image.value(4, 3, z)).isEqualTo(4 + 30 + 100 * z);
      assertThat(image.value(5, 3, z)).isEqualTo((short) 0xd9ff);
    }
  }

  @Test
  void withoutATableAndAMarkerFramesAreNotGuessed() throws IOException {
    Path file = write(volume(frames(), 2, "none"), TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
    assertThatThrownBy(() -> ImageReader.read(file).toFloats())
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("no fragments for frame 1 of 3")
        .hasMessageContaining("volume.dcm");
  }

  @Test
  void offsetsThatGoBackAreRefused() throws IOException {
    DicomDataset dataset = volume(frames(), 2, "extended");
    byte[] table = new byte[8 * FRAMES];
    table[0] = 90;
    dataset.put(DicomElement.of(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, table, false));
    Path file = write(dataset, TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
    assertThatThrownBy(() -> ImageReader.read(file).toFloats())
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("no fragments for frame 1 of 3");
  }

  static Stream<TransferSyntax> notDecoded() {
    return Arrays.stream(TransferSyntax.values())
        .filter(
            syntax ->
                syntax.codec() == TransferSyntax.Codec.UNKNOWN
                    || syntax.codec() == TransferSyntax.Codec.VIDEO);
  }

  /** What is not decoded is named with its transfer syntax, and a way out. */
  @ParameterizedTest
  @MethodSource("notDecoded")
  void everySyntaxThatIsNotDecodedIsNamed(TransferSyntax syntax) throws IOException {
    Path file = write(volume(frames(), 1, "basic"), syntax);
    assertThatThrownBy(() -> ImageReader.read(file).toFloats())
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(syntax.title() + " (" + syntax.uid() + ")")
        .hasMessageContaining("volume.dcm")
        .hasMessageContaining(
            syntax.codec() == TransferSyntax.Codec.VIDEO ? "ffmpeg" : "gdcmconv --raw IN OUT");
  }
}
