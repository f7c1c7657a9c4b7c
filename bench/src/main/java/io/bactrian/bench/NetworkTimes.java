package io.bactrian.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.sun.management.OperatingSystemMXBean;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.TrainingOperators;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times training steps (forward, cross-entropy, backward, AdamW) and inference of a network with
 * three classes on random patches of one channel; the precisions take turns, so that what else runs
 * on the machine slows all alike. Prints the medians of the seconds that each took and of the
 * processor seconds it used.
 *
 * <p>Arguments: architecture, filters, norm, patch as z,y,x or y,x, batch size, steps, precisions.
 * The same in PyTorch: {@code bench/compare_pytorch.py}.
 */
public final class NetworkTimes {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Network network;
  private final Shape patch;
  private final List<NDArray> parameters = new ArrayList<>();
  private final List<List<NDArray>> states = List.of(zeros(), zeros(), zeros());
  private List<NDArray> gradients;
  private final List<double[]> training = new ArrayList<>();
  private final List<double[]> inference = new ArrayList<>();

  private NetworkTimes(ModelSettings settings, Shape patch) {
    this.patch = patch;
    network = Architectures.create(settings, 1);
    network.initialize(manager, 1);
    for (NamedParameter parameter : network.parameters()) {
      if (parameter.trainable()) {
        parameters.add(parameter.array());
        states.get(0).add(manager.zeros(parameter.shape()));
        states.get(1).add(manager.zeros(parameter.shape()));
        states.get(2).add(manager.zeros(new Shape()));
      }
    }
  }

  private static List<NDArray> zeros() {
    return new ArrayList<>();
  }

  public static void main(String[] arguments) {
    long[] axes = Arrays.stream(arguments[3].split(",")).mapToLong(Long::parseLong).toArray();
    Shape patch = new Shape(Long.parseLong(arguments[4]), 1).addAll(new Shape(axes));
    int steps = Integer.parseInt(arguments[5]);
    List<String> precisions = Arrays.asList(arguments).subList(6, arguments.length);
    List<NetworkTimes> benchmarks =
        precisions.stream().map(precision -> create(arguments, precision, patch)).toList();
    for (int step = 0; step < steps; step++) {
      benchmarks.forEach(NetworkTimes::step);
      benchmarks.forEach(NetworkTimes::infer);
    }
    for (int i = 0; i < precisions.size(); i++) {
      String what = String.join(" ", arguments[0], patch.toString(), precisions.get(i));
      print(what + " training", benchmarks.get(i).training);
      print(what + " inference", benchmarks.get(i).inference);
    }
  }

  private static NetworkTimes create(String[] arguments, String precision, Shape patch) {
    ModelSettings settings =
        ModelSettings.of(patch.dimension() - 2, arguments[0], List.of(0, 1, 2))
            .withBaseFilters(Integer.parseInt(arguments[1]))
            .withNorm(Norm.valueOf(arguments[2]))
            .withPrecision(precision);
    return new NetworkTimes(settings, patch);
  }

  private void step() {
    try (NDManager pass = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray batch = pass.randomNormal(patch);
      NDArray labels = pass.randomInteger(0, 3, unitsOf(network, patch), DataType.INT32);
      time(
          training,
          () -> {
            NDArray logits = network.forward(batch, true);
            NDArray weights = pass.ones(new Shape(3));
            collector.backward(
                TrainingOperators.loss("softmax_cross_entropy", logits, labels, weights));
            update();
          });
    }
  }

  private void infer() {
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = pass.randomNormal(patch);
      time(inference, () -> network.forward(batch, false).close());
    }
  }

  /** What has a class each: the voxels of all patches, or the patches. */
  private static Shape unitsOf(Network network, Shape patch) {
    Shape patches = new Shape(patch.get(0));
    return network.shape().perImage() ? patches : patches.addAll(patch.slice(2));
  }

  private static void time(List<double[]> times, Runnable work) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    times.add(
        new double[] {
          (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - processor) / 1e9
        });
  }

  private void update() {
    if (gradients == null) {
      gradients =
          network.parameters().stream()
              .filter(NamedParameter::trainable)
              .map(NamedParameter::gradient)
              .toList();
    }
    TrainingOperators.adamStep(
        parameters,
        gradients,
        states.get(0),
        states.get(1),
        states.get(2),
        true,
        1e-3,
        0.9,
        0.999,
        1e-2,
        1e-8);
    TrainingOperators.zero(gradients);
  }

  /** Medians without the first, which sets the engine up. */
  private static void print(String what, List<double[]> times) {
    double[] median = new double[2];
    for (int quantity = 0; quantity < 2; quantity++) {
      int index = quantity;
      median[index] =
          times.stream()
              .skip(1)
              .mapToDouble(time -> time[index])
              .sorted()
              .skip((times.size() - 1) / 2)
              .findFirst()
              .orElseThrow();
    }
    System.out.printf(Locale.ROOT, "%s: %.3f s, %.3f processor s%n", what, median[0], median[1]);
  }
}
