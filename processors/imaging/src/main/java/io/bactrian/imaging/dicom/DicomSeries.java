package io.bactrian.imaging.dicom;

import java.nio.file.Path;
import java.util.List;

/**
 * Planes that make up one volume, with what describes their series. Headers only: pixels are read
 * by {@link DicomReader}.
 *
 * @param part what tells this volume from others of the series, such as {@code echo 2}; empty where
 *     there is one
 */
public record DicomSeries(
    String patientId,
    String studyUid,
    String studyDate,
    String studyDescription,
    String seriesUid,
    String seriesNumber,
    String description,
    String modality,
    String part,
    List<DicomFrame> frames) {

  static DicomSeries of(DicomDataset header, List<DicomFrame> frames) {
    return new DicomSeries(
        header.string(Tag.PATIENT_ID, ""),
        header.string(Tag.STUDY_INSTANCE_UID, ""),
        header.string(Tag.STUDY_DATE, ""),
        header.string(Tag.STUDY_DESCRIPTION, ""),
        header.string(Tag.SERIES_INSTANCE_UID, ""),
        header.string(Tag.SERIES_NUMBER, ""),
        header.string(Tag.SERIES_DESCRIPTION, ""),
        header.string(Tag.MODALITY, ""),
        "",
        frames);
  }

  DicomSeries with(String newPart, List<DicomFrame> newFrames) {
    return new DicomSeries(
        patientId,
        studyUid,
        studyDate,
        studyDescription,
        seriesUid,
        seriesNumber,
        description,
        modality,
        part.isEmpty() ? newPart : newPart.isEmpty() ? part : part + ", " + newPart,
        newFrames);
  }

  /** The files, each once, in the order of the frames. */
  public List<Path> files() {
    return frames.stream().map(DicomFrame::file).distinct().toList();
  }

  /** Number of planes. */
  public int slices() {
    return frames.size();
  }

  /** One line for lists: without anything that tells who the patient is. */
  public String title() {
    PixelFormat format = frames.get(0).format();
    return (description.isEmpty() ? "(no description)" : description)
        + (part.isEmpty() ? "" : " [" + part + "]")
        + ", "
        + modality
        + ", "
        + format.columns()
        + " x "
        + format.rows()
        + " x "
        + frames.size()
        + ", "
        + seriesUid;
  }
}
