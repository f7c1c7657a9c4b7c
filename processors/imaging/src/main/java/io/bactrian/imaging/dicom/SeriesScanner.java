package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups files by the volumes that they make up; reads headers only. */
final class SeriesScanner {
  private final Map<String, DicomSeries> series = new LinkedHashMap<>();

  /**
   * The volumes among files; files that are not DICOM or hold no pixels (reports, plans, DICOMDIR)
   * are passed over.
   *
   * @throws ImageFormatException when a DICOM file is damaged
   */
  static List<DicomSeries> scan(Collection<Path> files) throws IOException {
    SeriesScanner scanner = new SeriesScanner();
    for (Path file : files) {
      if (DicomFile.isDicom(file)) {
        scanner.add(DicomFile.readHeader(file));
      }
    }
    return scanner.volumes();
  }

  void add(DicomFile file) throws IOException {
    if (!FrameHeaders.hasPixels(file.dataset())) {
      return;
    }
    List<DicomFrame> frames = FrameHeaders.of(file);
    DicomSeries one = DicomSeries.of(file.dataset(), frames);
    String key = one.seriesUid().isEmpty() ? file.path().toString() : one.seriesUid();
    series.merge(
        key,
        one.with("", new ArrayList<>(frames)),
        (known, added) -> {
          known.frames().addAll(added.frames());
          return known;
        });
  }

  List<DicomSeries> volumes() {
    return series.values().stream().flatMap(one -> SeriesSplitter.split(one).stream()).toList();
  }
}
