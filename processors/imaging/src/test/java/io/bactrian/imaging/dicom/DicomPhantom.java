package io.bactrian.imaging.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Small DICOM files for tests: MR slices of 6 x 4 pixels, pixel (x, y) of slice z is x + 10 y + 100
 * z.
 */
public final class DicomPhantom {
  static final int COLUMNS = 6;
  static final int ROWS = 4;

  private DicomPhantom() {}

  static DicomDataset slice(int z) {
    DicomDataset dataset = new DicomDataset(null);
    text(dataset, Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4");
    text(dataset, Tag.SOP_INSTANCE_UID, "1.2.3." + (z + 1));
    text(dataset, Tag.MODALITY, "MR");
    text(dataset, Tag.SERIES_DESCRIPTION, "T1");
    text(dataset, Tag.PATIENT_NAME, "Meyer^Anna");
    text(dataset, Tag.PATIENT_ID, "P-77");
    text(dataset, Tag.STUDY_INSTANCE_UID, "1.2.4");
    text(dataset, Tag.SERIES_INSTANCE_UID, "1.2.5");
    text(dataset, Tag.IMAGE_POSITION_PATIENT, "-10\\-20\\" + (30 + 2.5 * z));
    text(dataset, Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
    text(dataset, Tag.PIXEL_SPACING, "0.75\\0.5");
    text(dataset, Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
    shorts(dataset, Tag.SAMPLES_PER_PIXEL, 1);
    shorts(dataset, Tag.ROWS, ROWS);
    shorts(dataset, Tag.COLUMNS, COLUMNS);
    shorts(dataset, Tag.BITS_ALLOCATED, 16);
    shorts(dataset, Tag.BITS_STORED, 16);
    shorts(dataset, Tag.HIGH_BIT, 15);
    shorts(dataset, Tag.PIXEL_REPRESENTATION, 1);
    ByteBuffer pixels = ByteBuffer.allocate(2 * COLUMNS * ROWS).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        pixels.putShort((short) (x + 10 * y + 100 * z));
      }
    }
    dataset.put(DicomElement.of(Tag.PIXEL_DATA, Vr.OW, pixels.array(), false));
    return dataset;
  }

  static void text(DicomDataset dataset, int tag, String value) {
    dataset.put(DicomWriter.text(tag, DicomDictionary.vr(tag), value, StandardCharsets.ISO_8859_1));
  }

  static void shorts(DicomDataset dataset, int tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    dataset.put(DicomElement.of(tag, Vr.US, bytes.array(), false));
  }

  static void sequence(DicomDataset dataset, int tag, DicomDataset... items) {
    dataset.put(DicomElement.sequence(tag, List.of(items)));
  }

  static Path write(Path file, DicomDataset dataset, TransferSyntax syntax) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      DicomWriter.write(out, dataset, syntax.uid());
    }
    return file;
  }

  /** The first slice, for tests of all formats. */
  public static Path write(Path file) throws IOException {
    return write(file, slice(0));
  }

  static Path write(Path file, DicomDataset dataset) throws IOException {
    return write(file, dataset, TransferSyntax.EXPLICIT_LITTLE);
  }

  /** Slices under names that are not in the order of positions. */
  static Path series(Path folder, int slices, Consumer<DicomDataset> change) throws IOException {
    for (int z = 0; z < slices; z++) {
      DicomDataset slice = slice(z);
      change.accept(slice);
      write(folder.resolve((z * 7 + 3) % slices + ".dcm"), slice);
    }
    return folder;
  }
}
