package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summary, weights and recover-config from the command line. */
class ModelCommandsTest {
  @TempDir Path folder;

  private Path config(String more) throws IOException {
    return Files.writeString(
        folder.resolve("config.yaml"),
        "model: {architecture: unet, dimension: 2, base_filters: 2, depth: 1, class_list: [0, 1]"
            + more
            + "}\npatch_size: [8, 8]\nprecision: 32\n");
  }

  @Test
  void printsASummary() throws IOException {
    String printed = Run.printed("summary", "-c", config("").toString(), "--channels", "3");
    // 3 channels, 2 filters of 3 x 3 and 2 biases.
    assertThat(printed).containsPattern("ins.conv0 +convolve +\\(1, 2, 8, 8\\) +56 +3,456");
  }

  @Test
  void aSummaryIsOfAtLeastOneChannel() throws IOException {
    Run run = Run.of("summary", "-c", config("").toString(), "--channels", "0");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("--channels is 0: give 1 or more");
  }

  private Path weights(ModelSettings model) {
    Path file = folder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network network = Architectures.create(model, 1);
      network.initialize(manager, 5);
      SafeTensors.write(file, network.arrays(), Map.of());
    }
    return file;
  }

  @Test
  void weightsGoInAndOutWithTheirConfiguration() throws IOException {
    Path config = config(", num_channels: 1");
    Path weights = weights(Configuration.read(config).model());
    Path model = folder.resolve("model");
    Run in =
        Run.of(
            "weights",
            "import",
            "-i",
            weights.toString(),
            "-c",
            config.toString(),
            "-m",
            model + "");
    assertThat(in.code()).as(in.errors()).isZero();
    Path exported = folder.resolve("exported.safetensors");
    Run out = Run.of("weights", "export", "-m", model.toString(), "-o", exported.toString());
    assertThat(out.code()).as(out.errors()).isZero();
    Path recovered = folder.resolve("recovered.yaml");
    Run recover = Run.of("recover-config", "-m", exported.toString(), "-o", recovered.toString());
    assertThat(recover.code()).as(recover.errors()).isZero();
    assertThat(Configuration.read(recovered)).isEqualTo(Configuration.read(config));
    assertThat(Configuration.read(recovered).model())
        .extracting(ModelSettings::channels, ModelSettings::classList)
        .containsExactly(1, List.of(0, 1));
  }

  @Test
  void weightsNeedACommandAndAConfigurationNeedsAModel() {
    Run run = Run.of("weights");
    assertThat(run.code()).isEqualTo(Bactrian.MISTAKE);
    assertThat(run.errors()).contains("Name a command: import or export");
    Run missing = Run.of("recover-config", "-m", folder.toString(), "-o", folder + "/c.yaml");
    assertThat(missing.code()).isEqualTo(Bactrian.MISTAKE);
    assertThat(missing.errors()).contains("There is no configuration in the model");
  }
}
