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
 * Times training steps (forward, cross-entropy, backward, AdamW) of a 3D network with three classes
 * on random patches; the precisions take turns, so that what else runs on the machine slows all
 * alike. Prints the median of the seconds a step took and of the processor seconds it used.
 *
 * <p>Arguments: architecture, filters, norm, patch as z,y,x, batch size, steps, precisions. The
 * same in PyTorch: {@code bench/compare_pytorch.py}.
 */
public final class TrainingStep {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Network network;
  private final Shape patch;
  private final List<NDArray> parameters = new ArrayList<>();
  private final List<List<NDArray>> states = List.of(zeros(), zeros(), zeros());
  private List<NDArray> gradients;
  private final List<double[]> times = new ArrayList<>();

  private TrainingStep(ModelSettings settings, Shape patch) {
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
    Shape patch = new Shape(Long.parseLong(arguments[4]), 1, axes[0], axes[1], axes[2]);
    int steps = Integer.parseInt(arguments[5]);
    List<String> precisions = Arrays.asList(arguments).subList(6, arguments.length);
    List<TrainingStep> benchmarks =
        precisions.stream().map(precision -> create(arguments, precision, patch)).toList();
    for (int step = 0; step < steps; step++) {
      benchmarks.forEach(TrainingStep::step);
    }
    for (int i = 0; i < precisions.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%s %s %s: %.3f s a step, %.3f processor s%n",
          arguments[0],
          patch,
          precisions.get(i),
          benchmarks.get(i).median(0),
          benchmarks.get(i).median(1));
    }
  }

  private static TrainingStep create(String[] arguments, String precision, Shape patch) {
    ModelSettings settings =
        ModelSettings.of(3, arguments[0], List.of(0, 1, 2))
            .withBaseFilters(Integer.parseInt(arguments[1]))
            .withNorm(Norm.valueOf(arguments[2]))
            .withPrecision(precision);
    return new TrainingStep(settings, patch);
  }

  private void step() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (NDManager pass = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray batch = pass.randomNormal(patch);
      Shape spatial = new Shape(patch.get(0), patch.get(2), patch.get(3), patch.get(4));
      NDArray labels = pass.randomInteger(0, 3, spatial, DataType.INT32);
      long processor = system.getProcessCpuTime();
      long start = System.nanoTime();
      NDArray logits = network.forward(batch, true);
      NDArray loss =
          TrainingOperators.loss("softmax_cross_entropy", logits, labels, pass.ones(new Shape(3)));
      collector.backward(loss);
      update();
      times.add(
          new double[] {
            (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - processor) / 1e9
          });
    }
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

  /** Without the first step, which sets the engine up. */
  private double median(int quantity) {
    double[] sorted = times.stream().skip(1).mapToDouble(time -> time[quantity]).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
