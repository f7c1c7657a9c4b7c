package io.bactrian.learning.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times forward, backward and AdamW steps: ARCHITECTURE FILTERS NORM z,y,x BATCH STEPS. */
public final class StepBenchmark {
  public static void main(String[] a) {
    int[] size = Arrays.stream(a[3].split(",")).mapToInt(Integer::parseInt).toArray();
    int n = Integer.parseInt(a[4]);
    int steps = Integer.parseInt(a[5]);
    String[] precisions = {"fp32", "bf16"};
    List<Bench> benches = new ArrayList<>();
    for (String p : precisions) {
      ModelSettings settings =
          ModelSettings.of(3, a[0], List.of(0, 1, 2))
              .withBaseFilters(Integer.parseInt(a[1]))
              .withNorm(Norm.valueOf(a[2]))
              .withPrecision(p);
      benches.add(new Bench(settings, n, size));
    }
    double[][][] times = new double[2][3][steps];
    for (int s = 0; s < steps; s++) {
      for (int p = 0; p < 2; p++) {
        double[] t = benches.get(p).step();
        for (int k = 0; k < 3; k++) times[p][k][s] = t[k];
      }
    }
    for (int p = 0; p < 2; p++) {
      StringBuilder line = new StringBuilder(precisions[p]);
      double total = 0;
      for (int k = 0; k < 3; k++) {
        double[] t = Arrays.copyOfRange(times[p][k], 1, steps);
        Arrays.sort(t);
        total += t[t.length / 2];
        line.append(String.format(" %.3f", t[t.length / 2]));
      }
      System.out.println(line + String.format(" total %.3f", total));
    }
  }

  private static final class Bench {
    final NDManager base = NDManager.newBaseManager("PyTorch");
    final Network network;
    final int n;
    final int[] size;
    final List<NDArray> params = new ArrayList<>();
    final List<NDArray> grads = new ArrayList<>();
    final List<NDArray> m = new ArrayList<>();
    final List<NDArray> v = new ArrayList<>();
    final List<NDArray> c = new ArrayList<>();

    Bench(ModelSettings settings, int n, int[] size) {
      network = Architectures.create(settings, 1);
      network.initialize(base, 1);
      this.n = n;
      this.size = size;
      for (NamedParameter p : network.parameters()) {
        if (p.trainable()) {
          params.add(p.array());
          m.add(base.zeros(p.shape()));
          v.add(base.zeros(p.shape()));
          c.add(base.zeros(new Shape()));
        }
      }
    }

    double[] step() {
      long t0 = System.nanoTime();
      long t1;
      long t2;
      try (NDManager manager = base.newSubManager();
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray x = manager.randomNormal(new Shape(n, 1, size[0], size[1], size[2]));
        NDArray labels =
            manager.randomInteger(0, 3, new Shape(n, size[0], size[1], size[2]), DataType.INT32);
        NDArray weights = manager.ones(new Shape(3));
        t0 = System.nanoTime();
        NDArray logits = network.forward(x, true);
        NDArray loss = TrainingOperators.loss("softmax_cross_entropy", logits, labels, weights);
        t1 = System.nanoTime();
        collector.backward(loss);
        t2 = System.nanoTime();
        if (grads.isEmpty()) {
          network.parameters().stream()
              .filter(NamedParameter::trainable)
              .forEach(p -> grads.add(p.gradient()));
        }
        TrainingOperators.adamStep(params, grads, m, v, c, true, 1e-3, 0.9, 0.999, 1e-2, 1e-8);
        TrainingOperators.zero(grads);
      }
      long t3 = System.nanoTime();
      return new double[] {(t1 - t0) / 1e9, (t2 - t1) / 1e9, (t3 - t2) / 1e9};
    }
  }
}
