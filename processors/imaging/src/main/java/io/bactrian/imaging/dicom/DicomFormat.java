package io.bactrian.imaging.dicom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * DICOM for {@link io.bactrian.imaging.io.ImageReader}: what {@link DicomReader} reads. Files with
 * a preamble, folders and lists; the rest is for {@link BareDicomFormat}.
 */
public class DicomFormat implements ImageFormat {
  @Override
  public String name() {
    return "DICOM";
  }

  @Override
  public boolean matches(ImageStart start) throws IOException {
    if (!start.folder()) {
      return !start.packed()
          && (DicomFile.isPart10(start.bytes()) || SeriesList.isList(start.bytes()));
    }
    try (Stream<Path> files = Files.list(start.path())) {
      return files.anyMatch(DicomFile::isDicom);
    }
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    return DicomReader.readChannels(path);
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return DicomReader.readGeometry(path, null);
  }

  @Override
  public List<Path> files(Path path) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(path)) {
      files.add(path);
    }
    DicomReader.choose(path, null).files().stream()
        .filter(file -> !file.equals(path))
        .sorted()
        .forEach(files::add);
    return files;
  }

  /** The preamble is free for the start of another format, as a rule TIFF (PS3.10, 7.1). */
  @Override
  public int rank() {
    return -10;
  }
}
