package io.bactrian.imaging.dicom;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.dicom.AnonymizerProfile.Action;
import io.bactrian.imaging.dicom.AnonymizerProfile.BurnedIn;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.MissingFileException;
import io.bactrian.safety.UserMistakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes the patient's identity out of DICOM files (PS3.15, annex E). The folders stay as they are,
 * but for names of folders and files that hold the patient's name or identifier.
 */
public final class Anonymizer {
  private static final int DEEPEST = 32;

  private final AnonymizerProfile profile;
  private final Pseudonyms pseudonyms;
  private final Map<String, String> identities = new TreeMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  /**
   * What became of a file or, as NIfTI, a volume.
   *
   * @param input the file, or the first of a volume
   * @param output below the output folder; null where it was refused
   * @param remark a warning, or why it was refused; never what the header held
   */
  public record Outcome(
      Path input, Path output, String state, Map<String, Integer> actions, String remark) {}

  /**
   * @param key of the pseudonyms; who has it can tell which belong to whom. The same key gives the
   *     same pseudonyms again
   */
  public Anonymizer(AnonymizerProfile profile, byte[] key) {
    this.profile = profile;
    this.pseudonyms = new Pseudonyms(key);
  }

  /** Identifier of every patient met, and the pseudonym: to be kept apart from the images. */
  public Map<String, String> identities() {
    return identities;
  }

  /**
   * Anonymizes a file, or every DICOM file below a folder.
   *
   * @param input a file or folder
   * @param output a folder; for a file, the file to write. May not lie within the input
   * @return one outcome a file, in the order of their paths
   * @throws MissingFileException when there are no DICOM files
   */
  public List<Outcome> run(Path input, Path output) throws IOException {
    boolean folder = Files.isDirectory(input);
    Path source = input.toAbsolutePath().normalize();
    Path target = output.toAbsolutePath().normalize();
    if (folder && target.startsWith(source) || source.equals(target)) {
      throw new MissingFileException(
          "The output lies within the input",
          output.toString(),
          "another folder",
          "name a folder outside of the input");
    }
    if (profile.convertsToNifti()) {
      toNifti(source, target, folder);
    } else if (!folder) {
      file(source, target);
    } else {
      for (Path file : dicomFiles(source)) {
        file(file, target.resolve(renamed(source.relativize(file), file)));
      }
    }
    if (outcomes.isEmpty()) {
      throw new MissingFileException(
          "There are no DICOM files",
          input.toString(),
          "DICOM files, at any depth",
          "name the folder that holds them");
    }
    return outcomes;
  }

  private static List<Path> dicomFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root, DEEPEST)) {
      return files.filter(DicomFile::isDicom).sorted().toList();
    }
  }

  private void file(Path from, Path to) throws IOException {
    try {
      DicomFile file = DicomFile.read(from);
      DicomDataset dataset = file.dataset();
      if (dataset.get(Tag.DIRECTORY_RECORD_SEQUENCE) != null) {
        refused(from, "a DICOMDIR, which lists names; make a new one of the output");
        return;
      }
      String suspicion = FrameHeaders.hasPixels(dataset) ? BurnedInCheck.suspicion(dataset) : null;
      if (suspicion != null && profile.burnedIn() == BurnedIn.REFUSE) {
        refused(from, suspicion + "; set burned_in: warn when you have looked");
        return;
      }
      DatasetAnonymizer anonymizer = new DatasetAnonymizer(profile, pseudonyms, patient(dataset));
      DicomDataset clean = anonymizer.apply(dataset);
      AtomicFiles.write(to, out -> DicomWriter.write(out, clean, file.syntaxUid()));
      Map<String, Integer> actions = new LinkedHashMap<>();
      for (Map.Entry<Action, Integer> count : anonymizer.counts().entrySet()) {
        actions.put(count.getKey().name(), count.getValue());
      }
      boolean warn = suspicion != null && profile.burnedIn() == BurnedIn.WARN;
      outcomes.add(new Outcome(from, to, warn ? "warned" : "done", actions, warn ? suspicion : ""));
    } catch (UserMistakeException e) {
      refused(from, e.what());
    }
  }

  private String patient(DicomDataset dataset) {
    String id = dataset.string(Tag.PATIENT_ID, dataset.string(Tag.PATIENT_NAME, "unknown"));
    identities.computeIfAbsent(id, pseudonyms::patient);
    return id;
  }

  private void refused(Path file, String why) {
    outcomes.add(new Outcome(file, null, "refused", Map.of(), why));
  }

  /** The path below the folder, without names that hold the patient's. */
  private Path renamed(Path relative, Path file) throws IOException {
    DicomDataset header;
    try {
      header = DicomFile.readHeader(file).dataset();
    } catch (UserMistakeException e) {
      return relative; // refused when it is read
    }
    List<String> secrets = new ArrayList<>();
    secrets.add(header.string(Tag.PATIENT_ID, ""));
    secrets.addAll(List.of(header.string(Tag.PATIENT_NAME, "").split("[\\^=, ]+")));
    Path out = Path.of("");
    for (Path name : relative) {
      String lower = name.toString().toLowerCase(Locale.ROOT);
      boolean telling =
          secrets.stream()
              .anyMatch(s -> s.length() > 2 && lower.contains(s.toLowerCase(Locale.ROOT)));
      boolean last = out.getNameCount() == relative.getNameCount() - 1 && !out.toString().isEmpty();
      String uid = header.string(Tag.SOP_INSTANCE_UID, lower);
      out =
          out.resolve(
              !telling
                  ? name.toString()
                  : last || relative.getNameCount() == 1
                      ? pseudonyms.uid(uid) + ".dcm"
                      : pseudonyms.patient(patient(header)));
    }
    return out;
  }

  /** A volume each, named by pseudonyms; NIfTI headers hold nothing of the patient. */
  private void toNifti(Path source, Path target, boolean folder) throws IOException {
    List<DicomSeries> volumes = new ArrayList<>();
    if (folder) {
      DicomTree.scan(source).forEach(entry -> volumes.add(entry.series()));
    } else {
      volumes.addAll(DicomReader.series(source));
    }
    boolean oneFile = volumes.size() == 1 && target.toString().matches(".*\\.nii(\\.gz)?");
    int number = 0;
    for (DicomSeries volume : volumes) {
      number++;
      Path first = volume.files().get(0);
      DicomDataset header = DicomFile.readHeader(first).dataset();
      String suspicion = BurnedInCheck.suspicion(header);
      if (suspicion != null && profile.burnedIn() == BurnedIn.REFUSE) {
        refused(first, suspicion + "; set burned_in: warn when you have looked");
        continue;
      }
      String name = pseudonyms.patient(patient(header)) + "_" + number;
      try {
        List<Image> channels = DicomReader.readChannels(volume);
        for (int c = 0; c < channels.size(); c++) {
          String ending = channels.size() > 1 ? "_" + c + ".nii.gz" : ".nii.gz";
          Path to = oneFile && channels.size() == 1 ? target : target.resolve(name + ending);
          ImageWriter.write(to, channels.get(c));
          String remark =
              suspicion == null || profile.burnedIn() == BurnedIn.IGNORE ? "" : suspicion;
          outcomes.add(
              new Outcome(first, to, remark.isEmpty() ? "done" : "warned", Map.of(), remark));
        }
      } catch (ImageContentException | io.bactrian.imaging.ImageFormatException e) {
        refused(first, e.what());
      }
    }
  }

  /** The outcomes as a table: no name, identifier or path of the input. */
  public static void writeReport(Path report, List<Outcome> outcomes) {
    Path folder = report.toAbsolutePath().getParent();
    StringBuilder text = new StringBuilder("Number,Output,State,Actions,Remark\n");
    int number = 0;
    for (Outcome outcome : outcomes) {
      StringBuilder actions = new StringBuilder();
      outcome.actions().forEach((k, v) -> actions.append(k).append(':').append(v).append(' '));
      text.append(++number)
          .append(',')
          .append(outcome.output() == null ? "" : quoted(folder.relativize(outcome.output())))
          .append(',')
          .append(outcome.state())
          .append(',')
          .append(actions.toString().strip())
          .append(',')
          .append(quoted(outcome.remark()))
          .append('\n');
    }
    AtomicFiles.writeText(report, text.toString());
  }

  private static String quoted(Object text) {
    return '"' + text.toString().replace("\"", "\"\"") + '"';
  }
}
