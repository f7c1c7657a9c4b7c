package io.bactrian.learning.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.model.ConfiguredSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts that can be checked by hand. */
class NetworkSummaryTest {
  private static final ModelSettings UNET =
      ModelSettings.of(2, "unet", List.of(0, 1))
          .withBaseFilters(4)
          .withDepth(1)
          .withPrecision("fp32");

  @Test
  void countsParametersAndMultiplyAddsOfEachLayer() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network network = Architectures.create(UNET, 3);
      network.initialize(manager, 0);
      NetworkSummary summary = NetworkSummary.of(network, 16, 8, 1);

      assertThat(summary.input()).isEqualTo(new Shape(1, 3, 8, 16));
      // 4 filters of 3 channels, 3 x 3: 108 weights and 4 biases; 108 products a pixel.
      assertThat(summary.layers().get(0))
          .isEqualTo(
              new NetworkSummary.Layer(
                  "ins.conv0", "convolve", new Shape(1, 4, 8, 16), 112, 108 * 128));
      // Weight, bias and running mean and variance of 4 channels; no products are counted.
      assertThat(summary.layers().get(1))
          .isEqualTo(
              new NetworkSummary.Layer(
                  "ins.in_0", "running_norm_activate", new Shape(1, 4, 8, 16), 16, 0));
      assertThat(layer(summary, "ds_0.conv0"))
          .isEqualTo(
              new NetworkSummary.Layer(
                  "ds_0.conv0",
                  "convolve_stride_2",
                  new Shape(1, 8, 4, 8),
                  8 * 4 * 9 + 8,
                  8 * 4 * 9 * 32));
      long all = network.parameters().stream().mapToLong(one -> one.shape().size()).sum();
      long counts =
          network.parameters().stream().filter(one -> one.shape().dimension() == 0).count();
      assertThat(summary.parameters()).isEqualTo(all);
      // Every parameter appears in one layer, but the counts of batches in none.
      assertThat(summary.layers().stream().mapToLong(NetworkSummary.Layer::parameters).sum())
          .isEqualTo(all - counts);
      assertThat(summary.trainable()).isLessThan(all);
      assertThat(summary.parameterBytes()).isEqualTo(4 * all + 4 * counts);
      long images = summary.layers().stream().mapToLong(one -> one.output().size()).sum();
      assertThat(summary.activationBytes()).isEqualTo(4 * images);
    }
  }

  private static NetworkSummary.Layer layer(NetworkSummary summary, String name) {
    return summary.layers().stream().filter(one -> one.name().equals(name)).findFirst().get();
  }

  @Test
  void writesATable() {
    String text =
        ConfiguredSummary.of(
            Configuration.of(UNET, TrainingSettings.of(16, 16, 1).withBatchSize(2)));
    assertThat(text)
        .startsWith("unet, 2D, fp32\n\nlayer ")
        .contains("ds_0.conv0")
        .containsPattern("convolve_stride_2 +\\(1, 8, 8, 8\\) +296 +18,432\n")
        .containsPattern("Parameters: [0-9,]+, of which [0-9,]+ are trained")
        .contains("batch of 2");
  }
}
