package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.configuration.KnownNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationsCommandTest {
  @TempDir Path folder;

  @Test
  void everyAugmentationHasAPictureAndAPlaceOnThePage() throws IOException {
    assertThat(Bactrian.execute("augmentations", "-o", folder.toString())).isZero();
    String page = Files.readString(Path.of("../docs/augmentations.md"));
    for (String name : KnownNames.augmentations()) {
      assertThat(folder.resolve(name + ".png")).isNotEmptyFile();
      assertThat(page).contains("images/augmentations/" + name + ".png");
      assertThat(Path.of("../docs/images/augmentations/" + name + ".png")).isNotEmptyFile();
    }
    assertThat(folder.resolve("augmentations.png")).isNotEmptyFile();
  }

  @Test
  void theExamplesAreThoseThatTheCommandLeavesBeside() throws IOException {
    assertThat(Bactrian.execute("augmentations", "-o", folder.toString())).isZero();
    Path examples = folder.resolve("augmentations.yaml");
    Path again = folder.resolve("again");
    int code = Bactrian.execute("augmentations", "-c", examples.toString(), "-o", again.toString());
    assertThat(code).isZero();
    assertThat(again.resolve("elastic.png")).hasSameBinaryContentAs(folder.resolve("elastic.png"));
  }

  @Test
  void aLabelWithoutItsImageIsAMistake() {
    assertThat(Bactrian.execute("augmentations", "-l", "x.nii", "-o", folder.toString()))
        .isEqualTo(Bactrian.MISTAKE);
  }
}
