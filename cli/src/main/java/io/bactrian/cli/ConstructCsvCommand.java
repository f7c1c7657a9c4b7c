package io.bactrian.cli;

import io.bactrian.cohort.folder.FileIdentifiers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route construct-csv. */
@Command(
    name = "construct-csv",
    description = {
      "Write a table of the subjects in a folder.",
      "A subject is a folder with its files, or what stands before the identifiers of files side by"
          + " side, or * in patterns such as images/*_t1.nii.gz; of DICOM, every study."
    },
    mixinStandardHelpOptions = true)
final class ConstructCsvCommand implements Callable<Integer> {
  /** How a folder is read. */
  enum Layout {
    folder,
    bids,
    dicom
  }

  @ParentCommand private Bactrian bactrian;

  @Option(
      names = {"-i", "--input-dir"},
      required = true,
      paramLabel = "DIR",
      description = "The folder with the images.")
  private Path input;

  @Option(
      names = {"-c", "--channels-id"},
      required = true,
      paramLabel = "IDS",
      description =
          "What tells the files of each channel, between commas: _t1.nii.gz,_t2.nii.gz, or in BIDS"
              + " T1w,FLAIR, or in DICOM patterns of series descriptions: '*T1*,MR:*T2*'. May be a"
              + " YAML file with the lists channels and label.")
  private String channels;

  @Option(
      names = {"-l", "--label-id"},
      paramLabel = "ID",
      description =
          "What tells the label maps, such as _seg.nii.gz, in BIDS dseg, in DICOM '*seg*'.")
  private String label;

  @Option(
      names = {"-o", "--output-file"},
      required = true,
      paramLabel = "DATA.csv",
      description = "The table.")
  private Path output;

  @Option(
      names = {"-r", "--relativize-paths"},
      description = "Write all paths relative to the table, not only those below its folder.")
  private boolean relative;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "folder",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Layout layout;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "In BIDS: the column of participants.tsv with the value to predict.")
  private String target;

  @Option(
      names = "--pseudonym-key",
      paramLabel = "FILE",
      description =
          "In DICOM: a file with a secret key (made when there is none), by which patients' ids"
              + " become pseudonyms.")
  private Path pseudonymKey;

  @Option(names = "--force", description = "Overwrite the table.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    FileIdentifiers identifiers = FileIdentifiers.of(channels, label);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("layout", layout.name());
    properties.put("folder", StockOptions.absolute(input));
    properties.put("channels", String.join(",", identifiers.channels()));
    if (identifiers.label() != null) {
      properties.put("label", identifiers.label());
    }
    if (target != null) {
      properties.put("target", target);
    }
    if (pseudonymKey != null) {
      properties.put("pseudonymKey", StockOptions.absolute(pseudonymKey));
    }
    properties.put("lists", beside("_series"));
    properties.put("relative", Boolean.toString(relative));
    properties.put("force", Boolean.toString(force));
    properties.put("output", StockOptions.absolute(output));
    properties.put("failed", beside("_failed.csv"));
    return new Session(bactrian, null).run("construct-csv", properties);
  }

  /** Beside the table, since it has no folder of its own. */
  private String beside(String ending) {
    String name = output.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return StockOptions.absolute(output.resolveSibling(name + ending));
  }
}
