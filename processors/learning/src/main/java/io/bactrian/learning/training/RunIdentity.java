package io.bactrian.learning.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.model.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a training is of: its configuration, fold and data. Two with the same identity give the same
 * model, so one may go on where the other stopped. Subjects and files are in it as digests only.
 *
 * @param parts by name: each key of the configuration, and digests
 */
record RunIdentity(Map<String, String> parts) {
  /** How much of each end of a file is looked at; its size is, too. */
  private static final int SAMPLED_BYTES = 1 << 16;

  /** Keys that change how fast a training runs, not what it gives. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "q_num_workers", "verbose", "save_output", "save_training", "metrics", "nested_training");

  private static final String LANDMARKS = "landmarks of nyul";
  private static final String INITIAL = "initial weights";

  static RunIdentity of(Configuration configuration, Fold fold) {
    Map<String, String> parts = new LinkedHashMap<>(options(configuration));
    try {
      parts.put("training subjects", digest(fold.trainingSubjects()));
      parts.put("validation subjects", digest(fold.validationSubjects()));
      if (configuration.aids().initialWeights() != null) {
        parts.put(INITIAL, digest(WeightFiles.file(configuration.aids().initialWeights())));
      }
      if (fold.landmarks() != null) {
        parts.put(LANDMARKS, digest(Path.of(fold.landmarks())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunIdentity(parts);
  }

  /** The keys of a configuration that change the model. */
  static Map<String, String> options(Configuration configuration) {
    Map<String, String> options = new LinkedHashMap<>();
    try {
      JsonNode yaml = new YAMLMapper().readTree(withoutSummary(configuration).toYaml());
      for (Map.Entry<String, JsonNode> entry : yaml.properties()) {
        if (!WITHOUT_EFFECT.contains(entry.getKey())) {
          options.put(entry.getKey(), entry.getValue().toString());
        }
      }
      return options;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Configuration withoutSummary(Configuration configuration) {
    return configuration.withAids(configuration.aids().withPrintSummary(false));
  }

  /** One line for each part that differs, the other's value first; digests are not shown. */
  List<String> differences(RunIdentity other) {
    Set<String> names = new TreeSet<>(parts.keySet());
    names.addAll(other.parts.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String mine = parts.get(name);
      String others = other.parts.get(name);
      if (mine == null || !mine.equals(others)) {
        differences.add(
            name.equals(LANDMARKS) || name.equals(INITIAL)
                ? "other " + name
                : name.endsWith("subjects")
                    ? "other " + name + " or files"
                    : name + ": " + others + " there, " + mine + " here");
      }
    }
    return differences;
  }

  private static String digest(List<Subject> subjects) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Subject subject : subjects) {
        sha.update(subject.id().getBytes(StandardCharsets.UTF_8));
        for (String file : subject.images()) {
          addFile(sha, Path.of(file));
        }
        if (subject.label() != null) {
          addFile(sha, Path.of(subject.label()));
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      addFile(sha, file);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addFile(MessageDigest sha, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      sha.update(ByteBuffer.allocate(8).putLong(0, size));
      ByteBuffer sample = ByteBuffer.allocate((int) Math.min(size, SAMPLED_BYTES));
      for (long from : new long[] {0, Math.max(0, size - SAMPLED_BYTES)}) {
        sample.clear();
        while (sample.hasRemaining() && channel.read(sample, from + sample.position()) > 0) {}
        sha.update(sample.flip());
      }
    }
  }
}
