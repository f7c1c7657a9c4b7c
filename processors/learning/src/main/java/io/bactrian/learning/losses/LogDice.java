package io.bactrian.learning.losses;

/**
 * The weighted sum over classes of {@code -log(Dice)}, {@code dc_log}, with the soft Dice of {@link
 * SoftDice}. Below a Dice of 0.01 the loss goes on along its tangent.
 */
final class LogDice extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer softmax or sigmoid
   */
  LogDice(float[] weights, String finalLayer) {
    super(finalLayer, "dice_log", weights, SoftDice.SMOOTHING);
  }
}
