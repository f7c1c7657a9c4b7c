package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of some parameters. The engine makes them in the first backward pass and adds to
 * them in later ones, so they are taken once and set to zero after each step.
 */
public final class Gradients implements AutoCloseable {
  /** Weights and biases of the last layer, which adaptive clipping leaves alone as in its paper. */
  private static final int HEAD = 2;

  private final List<NDArray> parameters;
  private List<NDArray> arrays;

  /**
   * @param parameters each attached to its gradient from now on
   */
  public Gradients(List<NDArray> parameters) {
    this.parameters = List.copyOf(parameters);
    this.parameters.forEach(parameter -> parameter.setRequiresGradient(true));
  }

  /** In the order of the parameters; to be called after the first backward pass. */
  public List<NDArray> arrays() {
    if (arrays == null) {
      List<NDArray> taken = new ArrayList<>();
      parameters.forEach(parameter -> taken.add(parameter.getGradient()));
      arrays = List.copyOf(taken);
    }
    return arrays;
  }

  /**
   * Bounds the gradients in place.
   *
   * @param mode {@code norm} of all together, {@code value} of each, {@code agc} (adaptive: of each
   *     output unit, against the norm of its weights, but those of the last layer) or {@code none}
   * @param largest norm, value, or ratio of the norms of gradient and weights
   */
  public void clip(String mode, double largest) {
    switch (mode) {
      case "norm" -> TrainingOperators.clipNorm(arrays(), largest);
      case "value" -> TrainingOperators.clipValue(arrays(), largest);
      case "agc" -> {
        int body = Math.max(0, parameters.size() - HEAD);
        TrainingOperators.clipAdaptively(
            parameters.subList(0, body), arrays().subList(0, body), largest);
      }
      case "none" -> {}
      default -> throw new IllegalArgumentException("Unknown clip mode " + mode);
    }
  }

  /** Makes a mean of the sum over several backward passes. */
  public void divide(int passes) {
    if (passes > 1) {
      TrainingOperators.scale(arrays(), 1.0 / passes);
    }
  }

  public void zero() {
    TrainingOperators.zero(arrays());
  }

  @Override
  public void close() {
    if (arrays != null) {
      arrays.forEach(NDArray::close);
    }
  }
}
