package io.bactrian.cohort.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bactrian.cohort.CohortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user gives of the files of each channel and of the label maps.
 *
 * @param channels in the order in which a network takes them
 * @param label null when there are no label maps
 */
public record FileIdentifiers(List<String> channels, String label) {
  private static final int LARGEST = 1 << 20;

  public FileIdentifiers {
    channels = List.copyOf(channels);
  }

  /**
   * Reads GaNDLF's forms: texts between commas, or the name of a YAML file with {@code channels}
   * and {@code label}.
   *
   * @param label null when it is not given; a label in the file wins
   * @throws CohortException when the file cannot be read or has no channels
   */
  public static FileIdentifiers of(String channels, String label) {
    if (channels.matches("(?i).*\\.ya?ml")) {
      return file(Path.of(channels), label);
    }
    return new FileIdentifiers(List.of(channels.split("\\s*,\\s*", -1)), label);
  }

  private static FileIdentifiers file(Path yaml, String label) {
    try {
      if (Files.size(yaml) > LARGEST) {
        throw new IOException("the file is larger than a MiB");
      }
      JsonNode whole = new YAMLMapper().readTree(yaml.toFile());
      List<String> channels = texts(whole.path("channels"));
      List<String> labels = texts(whole.path("label"));
      if (channels.isEmpty() || labels.size() > 1) {
        throw new IOException(channels.isEmpty() ? "no channels" : "several labels");
      }
      return new FileIdentifiers(channels, labels.isEmpty() ? label : labels.get(0));
    } catch (IOException e) {
      throw new CohortException(
          "The identifiers of the channels cannot be read: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          yaml.toString(),
          "a YAML file such as {channels: [_t1.nii.gz, _t2.nii.gz], label: _seg.nii.gz}",
          "Correct the file, or give the identifiers between commas",
          e);
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (node.isValueNode() && !node.isNull()) {
      texts.addAll(List.of(node.asText().split("\\s*,\\s*")));
    }
    return texts;
  }
}
