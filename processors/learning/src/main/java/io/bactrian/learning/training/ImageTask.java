package io.bactrian.learning.training;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.data.CohortSubject;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.data.SubjectSource;
import io.bactrian.learning.data.TrainingPatches;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.targets.Targets;
import java.util.List;

/**
 * What a training of one problem feeds its network, and how it is validated.
 *
 * @param targets of a classification or regression; null for a segmentation
 */
record ImageTask(Configuration configuration, Fold fold, Targets targets) {
  /**
   * @throws io.bactrian.cohort.CohortException for targets that cannot be learned
   */
  static ImageTask of(Configuration configuration, Fold fold) {
    if (!configuration.model().problem().perImage()) {
      return new ImageTask(configuration, fold, null);
    }
    Targets targets = Targets.of(configuration, fold.trainingSubjects());
    targets.encode(fold.validationSubjects());
    return new ImageTask(configuration, fold, targets);
  }

  /** The same with other settings of the training. */
  ImageTask with(Configuration changed) {
    return new ImageTask(changed, fold, targets);
  }

  /** Labels of the class list that no training subject of a classification has. */
  List<Integer> unseen() {
    return targets == null ? List.of() : targets.unseen();
  }

  /** How many patches an epoch has. */
  int patches() {
    return fold.trainingIds().size() * configuration.sampler().samplesPerVolume();
  }

  private int channels() {
    return configuration.model().channels();
  }

  private List<SubjectSource> subjects() {
    return CohortSubject.of(fold.trainingSubjects(), configuration.model());
  }

  Loss loss() {
    return Losses.create(configuration.loss(), configuration.model(), counts());
  }

  /** Voxels or subjects of each class when the loss weighs them, else null. */
  long[] counts() {
    if (!configuration.loss().weighted()) {
      return null;
    }
    return targets == null
        ? ClassCounts.of(subjects(), channels(), configuration.model())
        : targets.classCounts();
  }

  PatchLoader loader() {
    if (targets == null) {
      return TrainingPatches.of(configuration, subjects(), channels()).build();
    }
    return TrainingPatches.of(
            configuration,
            subjects(),
            channels(),
            targets.classCounts(),
            targets.encode(fold.trainingSubjects()))
        .build();
  }

  Validation validation(Network network, Loss loss) {
    return targets == null
        ? new Validator(
            configuration,
            CohortSubject.of(fold.validationSubjects(), configuration.model()),
            channels(),
            network,
            loss)
        : new ImageValidator(configuration, fold.validationSubjects(), network, loss, targets);
  }
}
