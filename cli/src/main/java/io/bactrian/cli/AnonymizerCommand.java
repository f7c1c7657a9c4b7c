package io.bactrian.cli;

import io.bactrian.imaging.dicom.Anonymizer;
import io.bactrian.imaging.dicom.AnonymizerProfile;
import io.bactrian.imaging.dicom.Pseudonyms;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes patients' identities out of DICOM files. */
@Command(
    name = "anonymizer",
    description = {
      "Take patients' identities out of DICOM files, after DICOM PS3.15 table E.1-1,",
      "or convert them to NIfTI."
    },
    mixinStandardHelpOptions = true)
final class AnonymizerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-i", "--input-dir"},
      required = true,
      paramLabel = "PATH",
      description = "A DICOM file, or a folder with some at any depth.")
  private Path input;

  @Option(
      names = {"-o", "--output-file"},
      required = true,
      paramLabel = "PATH",
      description = "The folder (or, for a file, the file) that gets the result.")
  private Path output;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE.yaml",
      description = "The profile; without it, the basic one. See docs/anonymizer.md.")
  private Path config;

  @Option(
      names = {"-m", "--modality"},
      defaultValue = "rad",
      description = "rad; slides are not anonymized yet.")
  private String modality;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "A secret key, made when missing: the same key gives the same pseudonyms again."
              + " Without it, each run has its own.")
  private Path key;

  @Option(
      names = "--report",
      paramLabel = "FILE.csv",
      description = "What became of each file, without identities.")
  private Path report;

  @Option(
      names = "--identities",
      paramLabel = "FILE.csv",
      description = "Whom the pseudonyms stand for. To be kept apart from the images.")
  private Path identities;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> keys = config == null ? new LinkedHashMap<>() : yaml(config);
    keys.putIfAbsent("modality", modality);
    AnonymizerProfile profile =
        AnonymizerProfile.of(keys, config == null ? "the command line" : config.toString());
    if (!Files.exists(input)) {
      throw new MissingFileException(
          "There is nothing to anonymize",
          input.toString(),
          "a file or folder",
          "correct the path");
    }
    byte[] secret = key == null ? Pseudonyms.randomKey() : Pseudonyms.key(key);
    Anonymizer anonymizer = new Anonymizer(profile, secret);
    List<Anonymizer.Outcome> outcomes = anonymizer.run(input, output);
    if (report != null) {
      Anonymizer.writeReport(report, outcomes);
    }
    if (identities != null) {
      StringBuilder text = new StringBuilder("PatientID,Pseudonym\n");
      anonymizer
          .identities()
          .forEach(
              (id, name) ->
                  text.append('"')
                      .append(id.replace("\"", "\"\""))
                      .append("\",")
                      .append(name)
                      .append('\n'));
      AtomicFiles.writeText(identities, text.toString());
    }
    return summary(outcomes);
  }

  private int summary(List<Anonymizer.Outcome> outcomes) {
    long written = outcomes.stream().filter(outcome -> outcome.output() != null).count();
    long refused = outcomes.size() - written;
    var out = spec.commandLine().getOut();
    out.println(
        written + " written to " + output + (refused > 0 ? ", " + refused + " refused:" : ""));
    Map<String, List<Path>> remarks = new LinkedHashMap<>();
    outcomes.stream()
        .filter(outcome -> !outcome.remark().isEmpty())
        .forEach(
            outcome ->
                remarks
                    .computeIfAbsent(outcome.remark(), remark -> new ArrayList<>())
                    .add(outcome.input()));
    remarks.forEach(
        (remark, files) ->
            out.println(
                "  "
                    + remark
                    + ": "
                    + files.get(0)
                    + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "")));
    out.flush();
    return written == 0 ? Bactrian.MISTAKE : refused > 0 ? Bactrian.SUBJECTS_FAILED : Bactrian.DONE;
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MissingFileException(
          "The profile does not exist", file.toString(), "a YAML file", "correct the path");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(1 << 20);
    options.setAllowDuplicateKeys(false);
    Map<String, Object> keys = new LinkedHashMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      Object read = new Yaml(new SafeConstructor(options)).load(reader);
      if (read instanceof Map<?, ?> map) {
        map.forEach((name, value) -> keys.put(String.valueOf(name), value));
      } else if (read != null) {
        throw new YAMLException("no keys and values");
      }
    } catch (YAMLException e) {
      throw new MissingFileException(
          "The profile is not YAML of keys and values",
          file.toString(),
          "keys such as dates: shift",
          String.valueOf(e.getMessage()).lines().findFirst().orElse("correct the file"),
          e);
    }
    return keys;
  }
}
