package io.bactrian.learning.losses;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;

/**
 * The loss of a network that takes images apart into anatomy and modality (Chartsias et al. 2019,
 * arXiv:1903.09467), as GaNDLF weighs it: 10 times the configured loss of the segmentation, the
 * mean absolute error of the reconstruction, 0.01 times the Kullback-Leibler divergence of the
 * modality factors from the standard normal distribution, and the mean squared error of the factors
 * that are found again in the reconstruction.
 *
 * <p>Outputs: logits; the reconstruction, N, 1, spatial; means, logarithms of variances and means
 * found again, each N, factors.
 */
public record Disentanglement() implements Composition {
  private static final float SEGMENTATION = 10;

  @Override
  public NDArray evaluate(Loss loss, List<NDArray> outputs, NDArray images, NDArray labels) {
    NDArray segmentation = loss.evaluate(outputs.get(0), labels).mul(SEGMENTATION);
    NDArray rest =
        TrainingOperators.loss(
            "disentanglement",
            images,
            outputs.get(1),
            outputs.get(2),
            outputs.get(3),
            outputs.get(4));
    return segmentation.add(rest);
  }
}
