package io.bactrian.cohort.folder;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.folds.KFold;
import io.bactrian.safety.UserMistakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the subjects of a data set in the Brain Imaging Data Structure (BIDS 1.9): images in {@code
 * sub-<label>/[ses-<label>/]<datatype>/}, masks and segmentations in {@code
 * derivatives/<pipeline>/} below the same folders, and what else is known in {@code
 * participants.tsv} and {@code sub-<label>_sessions.tsv}.
 *
 * <p>Every session is a subject of the cohort, {@code sub-01_ses-02}, with the attribute {@code
 * PatientID}, so that folds keep the sessions of a participant together.
 */
public final class BidsReader {
  private static final String STEP = "ingest";

  private final Path root;
  private final List<BidsQuery> channels = new ArrayList<>();
  private final BidsQuery label;
  private final String target;
  private final Map<String, Map<String, String>> participants;

  private BidsReader(Path folder, List<String> channels, String label, String target) {
    root = Folders.existing(folder);
    for (String channel : channels) {
      this.channels.add(BidsQuery.of(channel, "Channel_" + this.channels.size()));
    }
    this.label = label == null ? null : BidsQuery.of(label, "Label");
    this.target = target;
    participants = BidsTables.read(root.resolve("participants.tsv"), "participant_id");
  }

  /**
   * Finds a cohort in which no session may lack an image.
   *
   * @param channels what each channel is, {@code [PIPELINE/][KEY-VALUE_...]SUFFIX}, such as {@code
   *     T1w} or {@code acq-fast_T1w}
   * @param label what the label map is, such as {@code dseg} or {@code label-lesion_mask}; searched
   *     in all derivatives, then in the data set itself; or null
   * @param target the column of {@code participants.tsv} or {@code sessions.tsv} with the value to
   *     predict, or null
   * @throws CohortException for queries that cannot be, a folder that is no BIDS, and the first
   *     session that lacks an image or a value, or has several
   */
  public static Cohort read(Path folder, List<String> channels, String label, String target) {
    return new Cohort(new BidsReader(folder, channels, label, target).read(null));
  }

  /** Finds a cohort, leaving out sessions that lack an image or a value, or have several. */
  public static IngestResult readLeniently(
      Path folder, List<String> channels, String label, String target) {
    List<SubjectFailure> failures = new ArrayList<>();
    List<Subject> subjects = new BidsReader(folder, channels, label, target).read(failures);
    return new IngestResult(new Cohort(subjects), failures);
  }

  private List<Subject> read(List<SubjectFailure> failures) {
    Map<BidsFiles, Map<String, String>> sessions = sessions();
    checkQueries(sessions);
    List<Subject> subjects = new ArrayList<>();
    sessions.forEach(
        (files, attributes) -> {
          // A session without any of the images, such as one of other data, is no subject.
          if (channels.stream().noneMatch(channel -> files.has(channel, false))) {
            return;
          }
          try {
            subjects.add(subject(files, attributes));
          } catch (UserMistakeException e) {
            if (failures == null) {
              throw e;
            }
            failures.add(new SubjectFailure(files.subject(), STEP, e.inOneLine()));
          }
        });
    return subjects;
  }

  private Map<BidsFiles, Map<String, String>> sessions() {
    Map<BidsFiles, Map<String, String>> sessions = new LinkedHashMap<>();
    for (Path folder : Folders.folders(root)) {
      String participant = Folders.name(folder);
      if (!participant.startsWith("sub-")) {
        continue;
      }
      Map<String, Map<String, String>> known =
          BidsTables.read(folder.resolve(participant + "_sessions.tsv"), "session_id");
      List<Path> visits =
          Folders.folders(folder).stream().filter(f -> Folders.name(f).startsWith("ses-")).toList();
      for (Path visit : visits) {
        Map<String, String> attributes = new LinkedHashMap<>(Map.of(KFold.PATIENT, participant));
        attributes.putAll(participants.getOrDefault(participant, Map.of()));
        attributes.putAll(known.getOrDefault(Folders.name(visit), Map.of()));
        sessions.put(new BidsFiles(root, root.relativize(visit)), attributes);
      }
      if (visits.isEmpty()) {
        sessions.put(
            new BidsFiles(root, root.relativize(folder)),
            new LinkedHashMap<>(participants.getOrDefault(participant, Map.of())));
      }
    }
    if (sessions.isEmpty()) {
      throw new CohortException(
          "The folder has no subjects",
          root.toString(),
          "a BIDS data set: folders sub-01, sub-02, ...",
          "Name the top folder of the data set; other folders are read by file names");
    }
    return sessions;
  }

  /** What fits nowhere is a mistake of the user rather than of every subject. */
  private void checkQueries(Map<BidsFiles, Map<String, String>> sessions) {
    for (BidsQuery channel : channels) {
      if (sessions.keySet().stream().noneMatch(files -> files.has(channel, false))) {
        throw nowhere(channel, sessions);
      }
    }
    if (label != null && sessions.keySet().stream().noneMatch(files -> files.has(label, true))) {
      throw nowhere(label, sessions);
    }
    if (target != null && sessions.values().stream().noneMatch(row -> row.containsKey(target))) {
      TreeSet<String> columns = new TreeSet<>();
      sessions.values().forEach(row -> columns.addAll(row.keySet()));
      throw new CohortException(
          "No subject has a value in the column " + target,
          root.resolve("participants.tsv").toString(),
          columns.isEmpty() ? "a table of participants" : "one of " + String.join(", ", columns),
          "Correct the name of the column");
    }
  }

  private CohortException nowhere(BidsQuery query, Map<BidsFiles, Map<String, String>> sessions) {
    TreeSet<String> suffixes = new TreeSet<>();
    sessions.keySet().forEach(files -> suffixes.addAll(files.suffixes()));
    return new CohortException(
        "No image fits " + query.text() + " for " + query.role(),
        root.toString(),
        suffixes.isEmpty()
            ? "images named as in BIDS, such as sub-01/anat/sub-01_T1w.nii.gz"
            : "one of " + String.join(", ", suffixes) + ", with entities in front where needed",
        "Correct the suffix or its entities");
  }

  private Subject subject(BidsFiles files, Map<String, String> attributes) {
    Map<String, String> images = new LinkedHashMap<>();
    for (BidsQuery channel : channels) {
      images.put(channel.role(), files.only(channel, false).toString());
    }
    String labelMap = label == null ? null : files.only(label, true).toString();
    return new Subject(
        files.subject(), images, labelMap, number(files.subject(), attributes), attributes, null);
  }

  private Double number(String subject, Map<String, String> attributes) {
    if (target == null) {
      return null;
    }
    try {
      return Double.valueOf(attributes.getOrDefault(target, "n/a"));
    } catch (NumberFormatException e) {
      throw new CohortException(
          "The value to predict, " + target + ", is not a number: " + attributes.get(target),
          subject,
          "a number in participants.tsv",
          "Correct the value, or leave the subject out",
          e);
    }
  }
}
