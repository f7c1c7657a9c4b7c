package io.bactrian.learning.augmentation;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One of several augmentations, each equally likely (TorchIO's {@code OneOf}).
 *
 * @param choices what is drawn from
 */
record OneOf(List<Augmentation> choices) implements Augmentation {
  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    choices.get(random.nextInt(choices.size())).apply(patch, random);
  }

  @Override
  public boolean needsSurroundings() {
    return choices.stream().anyMatch(Augmentation::needsSurroundings);
  }

  @Override
  public boolean needsColours() {
    return choices.stream().anyMatch(Augmentation::needsColours);
  }
}
