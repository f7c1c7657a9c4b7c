package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.workflow.Explanation;
import io.bactrian.workflow.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline in a process of its own, killed a few times, gives what one gives that nobody
 * disturbed. bench/kill-harness does this hundreds of times.
 */
class KillTest {
  private static final int KILLS = 4;
  private static final Set<String> COMPARED =
      Set.of("weights.safetensors", "testing_scores.json", "testing_scores.csv", "labels.nii.gz");

  @TempDir Path folder;

  private Process start(String run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("io.bactrian.cli.Bactrian", "train"));
    command.addAll(List.of("-c", folder.resolve("config.yaml").toString()));
    command.addAll(List.of("-i", folder.resolve("data.csv").toString()));
    command.addAll(List.of("--work", folder.resolve(run + "/work").toString()));
    command.addAll(List.of("-m", folder.resolve(run + "/model").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(run + ".log").toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  private void finish(String run) throws IOException, InterruptedException {
    assertThat(start(run).waitFor()).as(Files.readString(folder.resolve(run + ".log"))).isZero();
  }

  /** Digests of the final outputs; those in the store have the same names in every run. */
  private SortedMap<String, String> outputs(String run) throws Exception {
    SortedMap<String, String> digests = new TreeMap<>();
    Path root = folder.resolve(run);
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(file -> COMPARED.contains(file.getFileName().toString()))
              .filter(file -> !file.toString().contains("/.partial"))
              .collect(Collectors.toList());
    }
    for (Path file : files) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      digests.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
    }
    return digests;
  }

  @Test
  void aPipelineThatIsKilledAgainAndAgainGivesTheSameInTheEnd() throws Exception {
    new TinyCohort(folder).subjects(8).write();
    TinyCohort.configuration(folder);
    long began = System.nanoTime();
    finish("undisturbed");
    long millis = (System.nanoTime() - began) / 1_000_000;
    assertThat(outputs("undisturbed")).hasSizeGreaterThanOrEqualTo(6);
    Random moments = new Random(5);
    for (int i = 0; i < KILLS; i++) {
      Process process = start("killed");
      process.waitFor(millis / 4 + moments.nextLong(millis / 2), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    finish("killed");
    assertThat(outputs("killed")).isEqualTo(outputs("undisturbed"));
    finish("killed");
    RunFolder last = RunFolder.open(folder.resolve("killed/work"), "last");
    assertThat(new Explanation(last).ofAll())
        .as("nothing is done twice, training included")
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" from the store, 0 computed, 0 failed"));
  }
}
