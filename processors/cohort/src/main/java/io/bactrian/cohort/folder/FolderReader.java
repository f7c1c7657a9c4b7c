package io.bactrian.cohort.folder;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.safety.UserMistakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the subjects in a folder by the names of their files, as GaNDLF's {@code construct-csv}
 * does.
 *
 * <p>With identifiers such as {@code _t1.nii.gz}: every folder in it that has such a file is a
 * subject of that name; where there is none, the files lie side by side, and the subject is what
 * stands before the identifier. With patterns such as {@code images/*.nii.gz} the {@code *} is the
 * subject. A file belongs to the identifier that fits it best: an ending before what the name only
 * contains, and the longer one before the shorter.
 */
public final class FolderReader {
  private static final String STEP = "ingest";

  private final Path folder;
  private final List<FileIdentifier> channels = new ArrayList<>();
  private final FileIdentifier label;
  private final Map<String, Found> subjects = new TreeMap<>();

  private FolderReader(Path folder, List<String> channelIds, String labelId) {
    this.folder = Folders.existing(folder);
    for (String id : channelIds) {
      channels.add(new FileIdentifier(id, "Channel_" + channels.size()));
    }
    label = labelId == null ? null : new FileIdentifier(labelId, "Label");
    FileIdentifier.check(identifiers());
  }

  /**
   * Finds a cohort in which no subject may lack a file.
   *
   * @param channels the identifiers of the channels, in the order in which a network takes them
   * @param label the identifier of the label maps, or null
   * @throws CohortException for identifiers that cannot be, a folder without subjects, and the
   *     first subject that lacks a file or has several
   */
  public static Cohort read(Path folder, List<String> channels, String label) {
    return new Cohort(new FolderReader(folder, channels, label).read(null));
  }

  /** Finds a cohort, leaving out subjects that lack a file or have several that fit. */
  public static IngestResult readLeniently(Path folder, List<String> channels, String label) {
    List<SubjectFailure> failures = new ArrayList<>();
    List<Subject> found = new FolderReader(folder, channels, label).read(failures);
    return new IngestResult(new Cohort(found), failures);
  }

  private List<FileIdentifier> identifiers() {
    List<FileIdentifier> all = new ArrayList<>(channels);
    if (label != null) {
      all.add(label);
    }
    return all;
  }

  private List<Subject> read(List<SubjectFailure> failures) {
    if (channels.get(0).isPattern()) {
      int depth = identifiers().stream().mapToInt(FileIdentifier::depth).max().orElse(0);
      byPattern(folder, depth);
    } else {
      byFolder();
      if (subjects.isEmpty()) {
        sideBySide();
      }
    }
    // A lone label map, or a folder of other things, is no subject.
    subjects.values().removeIf(found -> channels.stream().noneMatch(found::has));
    if (subjects.isEmpty()) {
      throw nothing();
    }
    List<Subject> complete = new ArrayList<>();
    subjects.forEach(
        (id, found) -> {
          try {
            complete.add(subject(id, found));
          } catch (UserMistakeException e) {
            if (failures == null) {
              throw e;
            }
            failures.add(new SubjectFailure(id, STEP, e.inOneLine()));
          }
        });
    return complete;
  }

  private Subject subject(String id, Found found) {
    Map<String, String> images = new LinkedHashMap<>();
    for (FileIdentifier channel : channels) {
      images.put(channel.role(), found.only(channel, id).toString());
    }
    String labelMap = label == null ? null : found.only(label, id).toString();
    return new Subject(id, images, labelMap, null, null, null);
  }

  private void byPattern(Path at, int depth) {
    for (Path file : Folders.files(at)) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      identifiers().stream()
          .filter(identifier -> identifier.subject(path) != null)
          .max(Comparator.comparing(identifier -> identifier.text().length()))
          .ifPresent(best -> add(best.subject(path), best, FileIdentifier.ENDS, file));
    }
    if (depth > 0) {
      Folders.folders(at).forEach(below -> byPattern(below, depth - 1));
    }
  }

  private void byFolder() {
    for (Path subject : Folders.folders(folder)) {
      for (Path file : Folders.files(subject)) {
        FileIdentifier identifier = best(file);
        if (identifier != null) {
          add(Folders.name(subject), identifier, identifier.fit(Folders.name(file)), file);
        }
      }
    }
    subjects.values().removeIf(found -> channels.stream().noneMatch(found::has));
  }

  private void sideBySide() {
    for (Path file : Folders.files(folder)) {
      FileIdentifier identifier = best(file);
      if (identifier != null && !identifier.before(Folders.name(file)).isEmpty()) {
        String name = Folders.name(file);
        add(identifier.before(name), identifier, identifier.fit(name), file);
      }
    }
  }

  private void add(String subject, FileIdentifier identifier, int fit, Path file) {
    subjects.computeIfAbsent(subject, ignored -> new Found()).add(identifier, fit, file);
  }

  private FileIdentifier best(Path file) {
    String name = Folders.name(file);
    FileIdentifier best = null;
    for (FileIdentifier identifier : identifiers()) {
      int fit = identifier.fit(name);
      int bestFit = best == null ? FileIdentifier.NOT : best.fit(name);
      boolean longer = best != null && identifier.text().length() > best.text().length();
      if (fit < bestFit || (fit == bestFit && longer && fit < FileIdentifier.NOT)) {
        best = identifier;
      }
    }
    return best;
  }

  private CohortException nothing() {
    List<String> there = new ArrayList<>();
    Folders.folders(folder).stream().limit(3).forEach(f -> there.add(Folders.name(f) + "/"));
    Folders.files(folder).stream().limit(3).forEach(f -> there.add(Folders.name(f)));
    boolean bids = Files.exists(folder.resolve("dataset_description.json"));
    String ids = String.join(", ", channels.stream().map(FileIdentifier::text).toList());
    return new CohortException(
        "No file fits " + ids,
        folder.toString(),
        "a folder for each subject with such files, or the files of all side by side; found: "
            + (there.isEmpty() ? "nothing" : String.join(", ", there)),
        bids
            ? "This is a BIDS folder: read it as one"
            : "Correct the identifiers, or write where the files lie: images/*_t1.nii.gz");
  }
}
