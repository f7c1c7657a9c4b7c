package io.bactrian.learning.losses;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A weighted sum of the configured loss at several depths of a decoder, finest first (Lee et al.
 * 2015, arXiv:1409.5185). A coarse output is compared with the share that each class has in its
 * voxels, as GaNDLF does.
 */
public record DeepSupervision(List<Double> weights) implements Composition {
  /** GaNDLF's for four outputs (from arXiv:2103.03759). */
  private static final List<Double> FOUR = List.of(0.5, 0.25, 0.175, 0.075);

  public DeepSupervision {
    weights = List.copyOf(weights);
  }

  /** GaNDLF's weights for four outputs, and {@link #halving} for other numbers. */
  public static DeepSupervision of(int outputs) {
    return outputs == FOUR.size() ? new DeepSupervision(FOUR) : halving(outputs);
  }

  /** Each weight half of the one before, with a sum of 1. */
  public static DeepSupervision halving(int outputs) {
    double sum = 2 - Math.pow(2, 1 - outputs);
    return new DeepSupervision(
        IntStream.range(0, outputs).mapToObj(output -> Math.pow(2, -output) / sum).toList());
  }

  @Override
  public NDArray evaluate(Loss loss, List<NDArray> outputs, NDArray images, NDArray labels) {
    if (outputs.size() != weights.size()) {
      throw new IllegalArgumentException(
          outputs.size() + " outputs for " + weights.size() + " weights");
    }
    NDArray first = outputs.get(0);
    NDArray sum = null;
    for (int i = 0; i < weights.size(); i++) {
      NDArray output = outputs.get(i);
      boolean same = output.getShape().equals(first.getShape());
      NDArray target =
          same ? labels : TrainingOperators.loss("shares_of_classes", first, labels, output);
      NDArray value = loss.evaluate(output, target).mul(weights.get(i).floatValue());
      sum = sum == null ? value : sum.add(value);
    }
    return sum;
  }
}
