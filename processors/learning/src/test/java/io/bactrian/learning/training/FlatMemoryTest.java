package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.data.CohortSubject;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.data.TrainingPatches;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIZE = 24;

  @TempDir private Path work;

  /** If only batch, logits and loss of a step stayed, 30 epochs would leave some 140 MB. */
  @Test
  void manyEpochsTakeNoMoreMemoryThanAFew() throws Exception {
    assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
    Fold fold = Balls.fold(work, 6, SIZE, false);
    Configuration balls = Balls.configuration(SIZE, 1000, false);
    Configuration configuration =
        balls.withModel(balls.model().withChannels(1)).withAugmentation(allButColours());
    EngineThread.prepare();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Loss loss = Losses.create(configuration.loss(), configuration.model(), null);
        PatchLoader loader =
            TrainingPatches.of(configuration, CohortSubject.of(fold.trainingSubjects()), 1)
                .build()) {
      Network network = Architectures.create(configuration.model(), 1);
      network.initialize(manager, 1);
      Validator validator =
          new Validator(
              configuration, CohortSubject.of(fold.validationSubjects()), 1, network, loss);
      try (Trainer trainer = new Trainer(configuration, network, loss)) {
        epochs(trainer, loader, validator, 0, 10);
        long few = residentMegabytes();
        epochs(trainer, loader, validator, 10, 40);
        assertThat(residentMegabytes() - few).isLessThan(50);
      }
    }
  }

  private static List<AugmentationSettings> allButColours() {
    return Augmentations.names().stream()
        .filter(name -> !name.startsWith("hed") && !name.equals("colorjitter"))
        .map(name -> AugmentationSettings.of(name, 0.2))
        .toList();
  }

  private static void epochs(
      Trainer trainer, PatchLoader loader, Validator validator, int from, int to)
      throws InterruptedException {
    for (int epoch = from; epoch < to; epoch++) {
      trainer.train(loader, epoch, (batch, loss, rate) -> {});
      trainer.withFinalWeights(() -> validator.run(subject -> {}));
    }
  }

  private static long residentMegabytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
