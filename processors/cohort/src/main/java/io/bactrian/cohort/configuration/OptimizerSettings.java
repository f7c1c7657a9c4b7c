package io.bactrian.cohort.configuration;

/**
 * How weights follow their gradients: the {@code optimizer} section and {@code learning_rate}.
 *
 * @param type {@code sgd}, {@code adam} or {@code adamw}
 * @param learningRate the rate that the schedule starts from
 * @param weightDecay factor of the weights added to the gradient (sgd, adam) or taken off the
 *     weights directly (adamw)
 * @param momentum of sgd
 * @param nesterov whether sgd looks ahead
 * @param beta1 decay of adam's mean gradient
 * @param beta2 decay of adam's mean squared gradient
 * @param epsilon added to adam's denominator
 */
public record OptimizerSettings(
    String type,
    double learningRate,
    double weightDecay,
    double momentum,
    boolean nesterov,
    double beta1,
    double beta2,
    double epsilon) {

  /** The named optimizer with GaNDLF's defaults. */
  public static OptimizerSettings of(String type, double learningRate) {
    double weightDecay = type.equals("sgd") ? 3e-5 : 5e-5;
    return new OptimizerSettings(type, learningRate, weightDecay, 0.99, true, 0.9, 0.999, 1e-8);
  }

  public OptimizerSettings withWeightDecay(double decay) {
    return new OptimizerSettings(
        type, learningRate, decay, momentum, nesterov, beta1, beta2, epsilon);
  }

  public OptimizerSettings withMomentum(double newMomentum, boolean newNesterov) {
    return new OptimizerSettings(
        type, learningRate, weightDecay, newMomentum, newNesterov, beta1, beta2, epsilon);
  }
}
