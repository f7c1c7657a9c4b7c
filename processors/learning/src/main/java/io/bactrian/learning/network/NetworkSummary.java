package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.learning.operators.OperatorTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a network is made of and what it costs: its operators in the order of one pass over a patch.
 *
 * @param layers in their order
 * @param input N, channels, spatial of the pass; N is 1
 * @param parameters numbers that the network has
 * @param trainable those of them that training changes by their gradient
 * @param multiplyAdds of convolutions and matrix products in one pass over one patch
 * @param parameterBytes in memory
 * @param activationBytes all images between the layers of one patch, which training keeps
 */
public record NetworkSummary(
    List<Layer> layers,
    Shape input,
    long parameters,
    long trainable,
    long multiplyAdds,
    long parameterBytes,
    long activationBytes) {
  /**
   * One operator.
   *
   * @param name of its parameters, without their last part; empty without parameters
   * @param operator in the operator library
   * @param output shape for one patch
   * @param parameters that appear here first
   * @param multiplyAdds 0 for all but convolutions and matrix products
   */
  public record Layer(
      String name, String operator, Shape output, long parameters, long multiplyAdds) {}

  /**
   * Takes one patch of zeros through a network.
   *
   * @param network initialized
   * @param patchSize x, y, z; z is 1 in 2D
   */
  public static NetworkSummary of(Network network, int... patchSize) {
    Recorder recorder = new Recorder(network);
    Shape input =
        network.shape().dimension() == 2
            ? new Shape(1, network.shape().channels(), patchSize[1], patchSize[0])
            : new Shape(1, network.shape().channels(), patchSize[2], patchSize[1], patchSize[0]);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        NDArray patch = manager.zeros(input)) {
      OperatorTrace.during(recorder, () -> network.forward(patch, false)).close();
    }
    long all = 0;
    long trainable = 0;
    long bytes = 0;
    for (NamedParameter parameter : network.parameters()) {
      long size = parameter.shape().size();
      all += size;
      trainable += parameter.trainable() ? size : 0;
      bytes += size * parameter.type().getNumOfBytes();
    }
    long operations = recorder.layers.stream().mapToLong(Layer::multiplyAdds).sum();
    return new NetworkSummary(
        List.copyOf(recorder.layers),
        input,
        all,
        trainable,
        operations,
        bytes,
        recorder.activations * network.precision().imageBytes());
  }

  /** Knows parameters by the very arrays that operators get. */
  private static final class Recorder implements OperatorTrace {
    private static final Set<String> IN_PLACE = Set.of("add_to", "add_along_channels");

    /** Inference of a plane in float32 orders its memory so, which training does not. */
    private static final Set<String> ORDERING = Set.of("enter_channels_last", "leave");

    private final Map<NDArray, NamedParameter> names = new IdentityHashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final List<Layer> layers = new ArrayList<>();
    private final boolean float32;
    private long activations;

    Recorder(Network network) {
      float32 = network.precision() == Precision.FP32;
      network.parameters().forEach(parameter -> names.put(parameter.array(), parameter));
    }

    @Override
    public void called(String operator, NDArray[] arguments, NDArray result) {
      if (float32 && ORDERING.contains(operator)) {
        return;
      }
      String name = "";
      long parameters = 0;
      long operations = 0;
      for (NDArray argument : arguments) {
        NamedParameter parameter = names.get(argument);
        if (parameter == null) {
          continue;
        }
        int end = parameter.name().lastIndexOf('.');
        name = name.isEmpty() && end > 0 ? parameter.name().substring(0, end) : name;
        if (counted.add(parameter.name())) {
          parameters += parameter.shape().size();
        }
        operations += multiplyAdds(operator, parameter, arguments[0], result);
      }
      layers.add(new Layer(name, operator, result.getShape(), parameters, operations));
      // Adding in place makes no new image.
      activations += IN_PLACE.contains(operator) ? 0 : result.size();
    }

    /** Each weight once for each voxel of the output, or of the input where it is transposed. */
    private static long multiplyAdds(
        String operator, NamedParameter parameter, NDArray image, NDArray result) {
      Shape weight = parameter.shape();
      if (weight.dimension() < 2 || !parameter.name().endsWith("weight")) {
        return 0;
      }
      boolean byInput = operator.contains("transposed");
      if (weight.dimension() == 2) {
        return weight.size() * (image.size() / weight.get(1));
      }
      // A flat kernel across all axes is made a cube.
      long slices = operator.startsWith("convolve_crossed") ? weight.get(2) : 1;
      return slices * weight.size() * ((byInput ? image.size() : result.size()) / weight.get(0));
    }
  }

  /**
   * A table for people.
   *
   * @param batchSize patches that training takes at once, for its memory
   */
  public String text(int batchSize) {
    int width = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    width = Math.max(width, "layer".length());
    int operator = layers.stream().mapToInt(layer -> layer.operator().length()).max().orElse(0);
    String row = "%-" + width + "s  %-" + Math.max(operator, 8) + "s  %-26s %12s %15s%n";
    StringBuilder text = new StringBuilder();
    text.append(line(row, "layer", "operator", "output", "parameters", "multiply-adds"));
    text.append(line(row, "(input)", "", input, "", ""));
    for (Layer layer : layers) {
      text.append(
          line(
              row,
              layer.name(),
              layer.operator(),
              layer.output(),
              number(layer.parameters()),
              number(layer.multiplyAdds())));
    }
    double training = 2.0 * parameterBytes + (double) batchSize * activationBytes;
    return text
        + line("%nParameters: %,d, of which %,d are trained%n", parameters, trainable)
        + line("Multiply-adds of one patch: %,.3f G%n", multiplyAdds / 1e9)
        + line("Memory of the parameters: %,.1f MiB%n", mebibytes(parameterBytes))
        + line("Memory of the images of one patch: %,.1f MiB%n", mebibytes(activationBytes))
        + line(
            "Memory of a training step, batch of %d, without the optimizer: about %,.1f MiB%n",
            batchSize, mebibytes(training));
  }

  private static String number(long value) {
    return value == 0 ? "-" : line("%,d", value);
  }

  private static double mebibytes(double bytes) {
    return bytes / (1 << 20);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
