package io.bactrian.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.Problem;
import io.bactrian.cohort.scores.ClassificationScores;
import io.bactrian.cohort.scores.RegressionScores;
import io.bactrian.learning.data.CohortSubject;
import io.bactrian.learning.data.SubjectVolume;
import io.bactrian.learning.inference.NetworkWindows;
import io.bactrian.learning.inference.SlidingWindow;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.TrainingOperators;
import io.bactrian.learning.targets.Targets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Runs a network that answers once an image over the windows of each validation subject, and scores
 * the mean of its answers.
 */
final class ImageValidator implements Validation {
  private final Configuration configuration;
  private final List<Subject> subjects;
  private final Network network;
  private final Loss loss;
  private final Targets targets;
  private final SlidingWindow window;

  ImageValidator(
      Configuration configuration,
      List<Subject> subjects,
      Network network,
      Loss loss,
      Targets targets) {
    this.configuration = configuration;
    this.subjects = subjects;
    this.network = network;
    this.loss = loss;
    this.targets = targets;
    this.window = SlidingWindow.of(configuration);
  }

  @Override
  public int subjects() {
    return subjects.size();
  }

  @Override
  public Result run(IntConsumer progress) {
    double[][] outputs = new double[subjects.size()][];
    double[] lossAndWindows = new double[2];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = predict(subjects.get(i), lossAndWindows);
      progress.accept(i + 1);
    }
    Map<String, Double> metrics = subjects.isEmpty() ? Map.of() : metrics(outputs);
    return new Result(lossAndWindows[0] / lossAndWindows[1], List.of(), metrics);
  }

  private double[] predict(Subject subject, double[] lossAndWindows) {
    int channels = configuration.model().channels();
    SubjectVolume volume = SubjectVolume.open(new CohortSubject(subject), channels, null);
    float target = targets.encode(subject);
    NetworkWindows windows = new NetworkWindows(network, configuration.model());
    return window.mean(
        volume.images(),
        configuration.model().classes(),
        (images, starts) -> {
          NDArray logits = windows.logits(images);
          float[] repeated = new float[starts.size()];
          Arrays.fill(repeated, target);
          NDArray wanted = wanted(images.getManager(), repeated, configuration.model().problem());
          lossAndWindows[0] +=
              TrainingOperators.number(loss.evaluate(logits, wanted)) * starts.size();
          lossAndWindows[1] += starts.size();
          return windows.probabilities(logits);
        });
  }

  /** Targets as losses take them: int32 N of classes, float32 N, 1 of numbers. */
  static NDArray wanted(NDManager manager, float[] targets, Problem problem) {
    NDArray array = manager.create(targets);
    return problem == Problem.REGRESSION
        ? array.reshape(new Shape(targets.length, 1))
        : array.toType(DataType.INT32, true);
  }

  private Map<String, Double> metrics(double[][] outputs) {
    Set<String> wanted = new LinkedHashSet<>(configuration.metrics());
    wanted.add(configuration.training().monitor());
    wanted.remove("loss");
    List<String> names = List.copyOf(wanted);
    if (targets.problem() == Problem.REGRESSION) {
      double[] said = Arrays.stream(outputs).mapToDouble(o -> targets.decode(o).answer()).toArray();
      double[] truth = subjects.stream().mapToDouble(Subject::target).toArray();
      return RegressionScores.values(names, said, truth);
    }
    int[] truth = subjects.stream().mapToInt(s -> (int) targets.encode(s)).toArray();
    return new ClassificationScores(targets.classList(), outputs, truth).values(names);
  }
}
