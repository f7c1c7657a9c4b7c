package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.DeviceSettings;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor stands for several devices; each copy of the network has its own thread. */
class ReplicasTest {
  private static final int SIZE = TrainingChild.SIZE;

  @TempDir private Path work;

  private Fold fold() {
    return Balls.fold(work.resolve("data"), 6, SIZE, false);
  }

  private static Configuration on(Configuration configuration, int devices) {
    return configuration.withAids(
        configuration.aids().withDevices(new DeviceSettings("auto", devices)));
  }

  private Path train(String name, Configuration configuration) {
    Path folder = work.resolve(name);
    TrainingRun.run(configuration, fold(), folder, new TrainingListener() {});
    return folder.resolve("latest/weights.safetensors");
  }

  /** Without what draws at random and what is common to a batch. */
  private static Configuration plain(int epochs, int batch) {
    Configuration dropping = Balls.configuration(SIZE, epochs, false);
    return dropping
        .withModel(dropping.model().withDropout(0))
        .withTraining(dropping.training().withBatchSize(batch))
        .withOptimizer(OptimizerSettings.of("sgd", 0.1))
        .withLoss(LossSettings.of("cel"));
  }

  @Test
  void devicesThatShareABatchTrainAsOneDoes() {
    // Batches of 3, 3 and 2 patches: shares of different sizes.
    Path one = train("one", plain(2, 3));
    Path two = train("two", on(plain(2, 3), 2));
    Path five = train("five", on(plain(2, 3), 5));
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> expected = SafeTensors.read(one, manager);
      for (Path other : new Path[] {two, five}) {
        Map<String, NDArray> found = SafeTensors.read(other, manager);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
            (name, array) ->
                assertThat(found.get(name).sub(array).abs().max().getFloat())
                    .as(name)
                    .isCloseTo(0, within(1e-4f)));
      }
    }
  }

  @Test
  void theSameDevicesGiveTheSameWeightsAlsoWithDropout() throws IOException {
    Configuration configuration = on(Balls.configuration(SIZE, 3, false), 2);
    byte[] first = Files.readAllBytes(train("first", configuration));
    assertThat(Files.readAllBytes(train("second", configuration))).isEqualTo(first);
  }

  @Test
  void aFailureOfOneDeviceIsThatOfTheTraining() {
    Configuration wild = on(plain(2, 2), 2).withLearningRate(1e30);
    assertThatThrownBy(() -> train("wild", wild))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("The loss is no finite number any more");
  }

  @Test
  void aGpuThatIsNotThereIsSaid() {
    Configuration configuration = plain(1, 2);
    Configuration wanting =
        configuration.withAids(configuration.aids().withDevices(new DeviceSettings("gpu", 0)));
    assertThatThrownBy(() -> train("gpu", wanting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            No GPU is there to train on
              where:    configuration, key accelerator
              expected: a GPU, and an engine with CUDA
              to mend:  Write auto or cpu, or give the engine with CUDA by PYTORCH_LIBRARY_PATH and \
            PYTORCH_FLAVOR as docs/learning.md says""");
  }
}
