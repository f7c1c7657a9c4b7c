package io.bactrian.imaging.dicom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * DICOM images: a file, a folder with the slices of a series, a DICOMDIR, or a {@linkplain
 * SeriesList list of files}.
 */
public final class DicomReader {
  private DicomReader() {}

  /**
   * The volumes of a file, folder, DICOMDIR or list, from headers alone.
   *
   * @throws ImageFormatException when a DICOM file is damaged
   */
  public static List<DicomSeries> series(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        return SeriesScanner.scan(files.sorted().toList());
      }
    }
    if (SeriesList.isList(path)) {
      return SeriesList.read(path);
    }
    DicomFile file = DicomFile.readHeader(path);
    if (file.dataset().get(Tag.DIRECTORY_RECORD_SEQUENCE) != null) {
      return SeriesScanner.scan(DicomDirectory.files(file));
    }
    SeriesScanner scanner = new SeriesScanner();
    scanner.add(file);
    return scanner.volumes();
  }

  /**
   * The channels of the only volume.
   *
   * @throws ImageFormatException when there is no volume or more than one, or it is damaged
   */
  public static List<Image> readChannels(Path path) throws IOException {
    return readChannels(path, null);
  }

  /**
   * The channels of one volume: red, green and blue for colours, else one. Real values, after
   * rescale slope and intercept; MONOCHROME1 is not inverted.
   *
   * @param choice the number of the volume in the list that the error for several gives, its series
   *     UID, or a part of its title; null where there is one
   * @throws ImageFormatException when there is no such volume or more than one, or it is damaged
   */
  public static List<Image> readChannels(Path path, String choice) throws IOException {
    return DicomVolume.read(stack(choose(path, choice), path));
  }

  /** Of a volume that was found before. */
  public static List<Image> readChannels(DicomSeries series) {
    return DicomVolume.read(stack(series, series.files().get(0).toAbsolutePath().getParent()));
  }

  /** The grid of the only volume, from headers alone; see {@link #readChannels(Path, String)}. */
  public static Geometry readGeometry(Path path, String choice) throws IOException {
    return stack(choose(path, choice), path).geometry();
  }

  private static SliceStack stack(DicomSeries series, Path where) {
    String part = series.part().isEmpty() ? "" : " (" + series.part() + ")";
    return SliceStack.of(series.frames(), where + part);
  }

  /** See {@link #readChannels(Path, String)}. */
  static DicomSeries choose(Path path, String choice) throws IOException {
    List<DicomSeries> all = series(path);
    if (all.isEmpty()) {
      throw new ImageFormatException(
          "There are no DICOM images",
          path.toString(),
          "DICOM files with pixels",
          "name the folder that holds the slices, not one above it");
    }
    List<DicomSeries> chosen =
        choice == null
            ? all
            : all.stream().filter(one -> matches(one, all.indexOf(one) + 1, choice)).toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      list.append("\n    ").append(i + 1).append(". ").append(all.get(i).title());
    }
    throw new ImageFormatException(
        chosen.isEmpty()
            ? "No DICOM volume matches \"" + choice + "\""
            : "There are " + chosen.size() + " DICOM volumes where one is expected",
        path.toString(),
        "one volume; there are" + list,
        "keep each series in a folder of its own, or choose: by series= of ingest:dicom, or by"
            + " a list of its files (first line "
            + SeriesList.TITLE
            + ")");
  }

  private static boolean matches(DicomSeries series, int number, String choice) {
    String lower = choice.toLowerCase(Locale.ROOT);
    return choice.equals(Integer.toString(number))
        || choice.equals(series.seriesUid())
        || !choice.matches("[0-9.]+") && series.title().toLowerCase(Locale.ROOT).contains(lower);
  }
}
