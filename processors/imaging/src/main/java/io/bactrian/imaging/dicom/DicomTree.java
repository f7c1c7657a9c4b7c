package io.bactrian.imaging.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A tree of folders with DICOM files (patient, study, series, or any other order). */
public final class DicomTree {
  /** Deeper folders are not looked into. */
  private static final int DEEPEST = 32;

  private DicomTree() {}

  /**
   * A volume of the tree.
   *
   * @param image what {@link io.bactrian.imaging.io.ImageReader} reads as this volume: a file, or a
   *     folder; null where the volume shares its folder with others, and needs a {@link SeriesList}
   */
  public record Entry(DicomSeries series, Path image) {}

  /**
   * Every volume below a folder, from headers alone, by path.
   *
   * @throws io.bactrian.imaging.ImageFormatException when a DICOM file is damaged
   */
  public static List<Entry> scan(Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<Path, List<Path>> folder : folders(root).entrySet()) {
      List<DicomSeries> volumes = SeriesScanner.scan(folder.getValue());
      for (DicomSeries volume : volumes) {
        boolean alone = volume.files().size() == 1 && isWhole(volume);
        Path image = volumes.size() == 1 ? folder.getKey() : alone ? volume.files().get(0) : null;
        entries.add(new Entry(volume, image));
      }
    }
    return entries;
  }

  private static boolean isWhole(DicomSeries volume) {
    return volume.slices() == volume.frames().get(0).format().frames();
  }

  private static Map<Path, List<Path>> folders(Path root) throws IOException {
    Map<Path, List<Path>> folders = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(root, DEEPEST)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> folders.computeIfAbsent(file.getParent(), f -> new ArrayList<>()).add(file));
    }
    return folders;
  }
}
