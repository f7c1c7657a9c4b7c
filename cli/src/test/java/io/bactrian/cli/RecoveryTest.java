package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line: an image that is mended and replayed, and a stored one that rots. */
class RecoveryTest {
  @TempDir static Path folder;
  private static Path data;

  @BeforeAll
  static void train() throws IOException {
    data = new TinyCohort(folder).subjects(8).write();
    TinyCohort.configuration(folder);
    Run training = run("train", "-m", folder.resolve("model").toString());
    assertThat(training.code()).as(training.errors()).isZero();
  }

  private static Run run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("-c", folder.resolve("config.yaml").toString()));
    arguments.addAll(List.of("-i", data.toString()));
    arguments.addAll(List.of("--work", folder.resolve("work").toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static Run infer(String output, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-m", folder.resolve("model").toString()));
    arguments.addAll(List.of("-o", folder.resolve(output).toString()));
    arguments.addAll(List.of(more));
    return run("infer", arguments.toArray(String[]::new));
  }

  @Test
  void whatWasMendedIsReplayedAndItsScoresJoinTheOthers() throws IOException {
    Path image = folder.resolve("subject3.nii.gz");
    byte[] whole = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(whole, 500));
    Run first = infer("replayed");
    assertThat(first.code()).as(first.errors()).isEqualTo(3);
    Path failed = folder.resolve("replayed/failed.csv");
    assertThat(Files.readAllLines(failed)).hasSize(2).last().asString().startsWith("subject3,");
    Path scores = folder.resolve("replayed/scores.csv");
    assertThat(Files.readAllLines(scores)).hasSize(8);

    Files.write(image, whole);
    Run replay = infer("replayed", "--only", failed.toString());
    assertThat(replay.code()).as(replay.errors()).isZero();
    assertThat(failed).doesNotExist();
    assertThat(Run.printed("status", "--work", folder.resolve("work").toString()))
        .contains("infer (infer): done")
        .containsPattern("infer:config +\\[=+] +1/1");

    Run atOnce = infer("at-once");
    assertThat(atOnce.code()).as(atOnce.errors()).isZero();
    assertThat(Files.readAllLines(scores))
        .hasSize(9)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(folder.resolve("at-once/scores.csv")));
    assertThat(mean("replayed").path("n").asInt()).isEqualTo(8);
    assertThat(mean("replayed").path("median")).isEqualTo(mean("at-once").path("median"));
    assertThat(folder.resolve("replayed/report.html"))
        .content()
        .contains("evaluated on 8 subjects");
    assertThat(folder.resolve("replayed/subject3.nii.gz"))
        .hasSameBinaryContentAs(folder.resolve("at-once/subject3.nii.gz"));
  }

  private static JsonNode mean(String output) throws IOException {
    Path file = folder.resolve(output).resolve("scores.json");
    return new ObjectMapper().readTree(file.toFile()).at("/summary/mean/dice");
  }

  @Test
  void aStoredImageThatRottedIsFoundByVerifyingAndMadeAgain() throws IOException {
    assertThat(infer("before").code()).isZero();
    Path stored = storedImage();
    byte[] whole = Files.readAllBytes(stored);
    FileTime time = Files.getLastModifiedTime(stored);
    byte[] rotten = whole.clone();
    rotten[5000] ^= 0x40;
    Files.write(stored, rotten);
    Files.setLastModifiedTime(stored, time);

    Run trusting = infer("trusting");
    assertThat(trusting.errors()).contains("harmonize:config  8 of 8, 8 from the store");
    Run verifying = infer("verified", "--verify");
    assertThat(verifying.code()).as(verifying.errors()).isZero();
    assertThat(verifying.errors())
        .contains("harmonize:config  8 of 8, 7 from the store")
        .contains("infer:config  8 of 8, 8 from the store");
    assertThat(stored).hasBinaryContent(whole);
    assertThat(Run.printed("why", "--work", folder.resolve("work").toString()))
        .contains("harmonize:config: 7 from the store, 1 computed, 0 failed")
        .containsPattern("1 because output channel_0.nii: [0-9a-f]{8} -> [0-9a-f]{8}");
  }

  /** An image that the first step has put into the store. */
  private static Path storedImage() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      return files
          .filter(file -> file.endsWith("channel_0.nii"))
          .filter(RecoveryTest::isHarmonized)
          .findFirst()
          .orElseThrow();
    }
  }

  private static boolean isHarmonized(Path image) {
    try {
      return Files.readString(image.resolveSibling("task.json"))
          .contains("\"step\" : \"harmonize\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
