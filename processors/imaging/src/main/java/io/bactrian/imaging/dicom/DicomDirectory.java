package io.bactrian.imaging.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a DICOMDIR (PS3.3, annex F) lists. */
final class DicomDirectory {
  private DicomDirectory() {}

  /** Those that exist, below the folder of the DICOMDIR. */
  static List<Path> files(DicomFile directory) {
    Path folder = directory.path().toAbsolutePath().getParent().normalize();
    List<Path> files = new ArrayList<>();
    for (DicomDataset record : directory.dataset().items(Tag.DIRECTORY_RECORD_SEQUENCE)) {
      List<String> names = record.strings(Tag.REFERENCED_FILE_ID);
      if (names.isEmpty()) {
        continue;
      }
      Path file;
      try {
        file = folder.resolve(String.join("/", names)).normalize();
      } catch (java.nio.file.InvalidPathException e) {
        throw DicomFile.damaged(directory.path(), "it names a file by impossible characters");
      }
      if (!file.startsWith(folder)) {
        throw DicomFile.damaged(directory.path(), "it names a file outside of its folder");
      }
      if (Files.exists(file)) {
        files.add(file);
      }
    }
    return files;
  }
}
