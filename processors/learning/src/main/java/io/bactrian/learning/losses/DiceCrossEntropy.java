package io.bactrian.learning.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;

/**
 * The sum of {@link SoftDice} and {@link CrossEntropy}, {@code dcce}, over one softmax (Isensee et
 * al. 2021, doi:10.1038/s41592-020-01008-z). GaNDLF's adds the binary cross-entropy of each class
 * instead; with {@code sigmoid} so does this.
 */
public final class DiceCrossEntropy implements Loss {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final String method;
  private final NDArray diceWeights;
  private final NDArray entropyWeights;
  private final NDArray smoothing;

  /**
   * @param diceWeights of the classes in the soft Dice, with a sum of one
   * @param entropyWeights of the classes in the cross-entropy, with a sum of one
   * @param sigmoid whether each class has a probability of its own, instead of a softmax
   */
  public DiceCrossEntropy(float[] diceWeights, float[] entropyWeights, boolean sigmoid) {
    this.method = sigmoid ? "sigmoid_dice_cross_entropy" : "softmax_dice_cross_entropy";
    this.diceWeights = manager.create(diceWeights);
    this.entropyWeights = manager.create(entropyWeights);
    this.smoothing = manager.create(SoftDice.SMOOTHING);
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray labels) {
    return TrainingOperators.loss(method, logits, labels, diceWeights, smoothing, entropyWeights);
  }

  @Override
  public void close() {
    manager.close();
  }
}
