package io.bactrian.component.ingest;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.imaging.dicom.DicomSeries;
import io.bactrian.imaging.dicom.DicomTree;
import io.bactrian.imaging.dicom.Pseudonyms;
import io.bactrian.imaging.dicom.SeriesList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A subject for each study of each patient in a tree of DICOM folders, from headers alone. Channels
 * are series, chosen by patterns of modality and description.
 */
final class DicomCohort {
  private final List<String> channels;
  private final String label;
  private final Path key;
  private final Path lists;

  /**
   * @param channels patterns, such as {@code *T1*} or {@code MR:*T1*}
   * @param label the same for label maps, or null
   * @param key the file with the key of pseudonyms, or null for the identifiers of the patients
   * @param lists the folder for lists of series that share a folder, or null
   */
  DicomCohort(List<String> channels, String label, String key, String lists) {
    this.channels = channels;
    this.label = label;
    this.key = key == null ? null : Path.of(key);
    this.lists = lists == null ? null : Path.of(lists);
  }

  /**
   * @param strict whether a subject that cannot be used is an error
   * @throws CohortException when there is nothing to use
   */
  IngestResult read(Path root, boolean strict) throws IOException {
    List<Subject> subjects = new ArrayList<>();
    List<SubjectFailure> failures = new ArrayList<>();
    Map<String, Map<String, List<DicomTree.Entry>>> patients = new LinkedHashMap<>();
    for (DicomTree.Entry entry : DicomTree.scan(root)) {
      patients
          .computeIfAbsent(entry.series().patientId(), p -> new LinkedHashMap<>())
          .computeIfAbsent(entry.series().studyUid(), s -> new ArrayList<>())
          .add(entry);
    }
    Pseudonyms pseudonyms = key == null ? null : new Pseudonyms(Pseudonyms.key(key));
    patients.forEach(
        (patient, studies) -> {
          String name = pseudonyms == null ? patient : pseudonyms.patient(patient);
          int number = 0;
          for (List<DicomTree.Entry> study : studies.values()) {
            String id = studies.size() == 1 ? name : name + "_" + ++number;
            try {
              subjects.add(subject(id, study));
            } catch (CohortException e) {
              if (strict) {
                throw e;
              }
              failures.add(new SubjectFailure(id, "ingest", e.inOneLine()));
            }
          }
        });
    if (subjects.isEmpty()) {
      throw new CohortException(
          failures.isEmpty() ? "There are no DICOM series" : failures.get(0).reason(),
          root.toString(),
          "folders with DICOM series",
          "Correct the folder or the patterns of channels");
    }
    return new IngestResult(new Cohort(subjects), failures);
  }

  private Subject subject(String id, List<DicomTree.Entry> study) {
    Map<String, String> images = new LinkedHashMap<>();
    for (String pattern : channels) {
      images.put("Channel_" + images.size(), image(id, study, pattern));
    }
    return new Subject(
        id, images, label == null ? null : image(id, study, label), null, null, null);
  }

  private String image(String id, List<DicomTree.Entry> study, String pattern) {
    List<DicomTree.Entry> found =
        study.stream().filter(entry -> matches(entry.series(), pattern)).toList();
    if (found.size() != 1) {
      List<String> titles =
          study.stream()
              .map(entry -> entry.series().modality() + ":" + entry.series().description())
              .toList();
      throw new CohortException(
          found.size() + " series match " + pattern + ", of " + String.join(", ", titles),
          "subject " + id,
          "one series for each channel",
          "Make the pattern wider or narrower, or take the other series out");
    }
    DicomTree.Entry entry = found.get(0);
    if (entry.image() != null) {
      return entry.image().toAbsolutePath().toString();
    }
    if (lists == null) {
      throw new CohortException(
          "The series of " + pattern + " shares its folder with others",
          "subject " + id,
          "a folder for each series, or the option lists",
          "Name a folder for lists of files by lists=");
    }
    // The UID, since two studies of a subject may have series of one description.
    String name = entry.series().seriesUid() + "_" + Math.abs(entry.series().part().hashCode());
    Path list = lists.resolve(name + ".txt");
    SeriesList.write(list, entry.series());
    return list.toAbsolutePath().toString();
  }

  static boolean matches(DicomSeries series, String pattern) {
    int colon = pattern.indexOf(':');
    String modality = colon < 0 ? "*" : pattern.substring(0, colon);
    return glob(modality, series.modality())
        && glob(pattern.substring(colon + 1), series.description());
  }

  private static boolean glob(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
    }
    return text.toLowerCase(Locale.ROOT).matches(regex.toString());
  }
}
