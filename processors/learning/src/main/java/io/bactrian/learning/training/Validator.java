package io.bactrian.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.evaluation.Regions;
import io.bactrian.learning.data.Padding;
import io.bactrian.learning.data.SubjectSource;
import io.bactrian.learning.data.SubjectVolume;
import io.bactrian.learning.inference.NetworkWindows;
import io.bactrian.learning.inference.SlidingWindow;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.TrainingOperators;
import io.bactrian.learning.sampling.ClassMap;
import io.bactrian.learning.targets.VoxelTargets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Runs a network over whole validation subjects, on the grid of their processed images. */
final class Validator implements Validation {
  private final Configuration configuration;
  private final List<SubjectSource> subjects;
  private final int channels;
  private final Network network;
  private final Loss loss;
  private final SlidingWindow window;
  private KeptPredictions kept;

  Validator(
      Configuration configuration,
      List<SubjectSource> subjects,
      int channels,
      Network network,
      Loss loss) {
    this.configuration = configuration;
    this.subjects = subjects;
    this.channels = channels;
    this.network = network;
    this.loss = loss;
    this.window = SlidingWindow.of(configuration);
  }

  /** Has predictions kept; {@link KeptPredictions#begin} is called before each run. */
  void keep(KeptPredictions predictions) {
    kept = predictions;
  }

  @Override
  public int subjects() {
    return subjects.size();
  }

  @Override
  public Result run(IntConsumer progress) {
    Regions regions = VoxelTargets.regions(configuration.model());
    DiceScores scores = new DiceScores(regions);
    String monitor = configuration.training().monitor();
    MonitoredMetric monitored =
        monitor.equals("dice") || monitor.equals("loss")
            ? null
            : new MonitoredMetric(configuration);
    double[] lossAndWindows = new double[2];
    if (kept != null) {
      kept.begin();
    }
    for (int i = 0; i < subjects.size(); i++) {
      SubjectVolume volume = SubjectVolume.open(subjects.get(i), channels, regions.labels());
      float[][] probabilities = predict(volume, lossAndWindows);
      int[] said = regions.mostProbable(probabilities);
      scores.add(said, volume.classes().classes());
      if (monitored != null) {
        monitored.add(said, volume.classes().classes(), volume.geometry());
      }
      if (kept != null) {
        kept.add(subjects.get(i).id(), probabilities, volume.geometry());
      }
      progress.accept(i + 1);
    }
    return new Result(
        lossAndWindows[0] / lossAndWindows[1],
        scores.means(),
        monitored == null ? Map.of() : monitored.mean());
  }

  private float[][] predict(SubjectVolume volume, double[] lossAndWindows) {
    NetworkWindows windows = new NetworkWindows(network, configuration.model());
    return window.predict(
        volume.images(),
        configuration.model().classes(),
        (images, starts) -> {
          NDArray logits = windows.logits(images);
          NDArray labels = labels(volume.classes(), starts, images);
          lossAndWindows[0] +=
              TrainingOperators.number(loss.evaluate(logits, labels)) * starts.size();
          lossAndWindows[1] += starts.size();
          return windows.probabilities(logits);
        });
  }

  /** What the loss takes for the windows; background around the image. */
  private NDArray labels(ClassMap classes, List<int[]> starts, NDArray images) {
    int[] size = configuration.training().patchSize();
    int voxels = size[0] * size[1] * size[2];
    ByteBuffer memory =
        ByteBuffer.allocateDirect(4 * voxels * starts.size()).order(ByteOrder.nativeOrder());
    for (int[] start : starts) {
      for (int z = 0; z < size[2]; z++) {
        for (int y = 0; y < size[1]; y++) {
          for (int x = 0; x < size[0]; x++) {
            memory.putInt(classAt(classes, start[0] + x, start[1] + y, start[2] + z));
          }
        }
      }
    }
    Shape shape = new Shape(starts.size(), size[2], size[1], size[0]);
    NDArray labels = images.getManager().create(memory.flip(), shape, DataType.INT32);
    return VoxelTargets.of(configuration.model(), labels);
  }

  private static int classAt(ClassMap classes, int x, int y, int z) {
    int mappedX = Padding.CONSTANT.map(x, classes.size(0));
    int mappedY = Padding.CONSTANT.map(y, classes.size(1));
    int mappedZ = Padding.CONSTANT.map(z, classes.size(2));
    if (mappedX < 0 || mappedY < 0 || mappedZ < 0) {
      return Math.max(0, classes.background());
    }
    return classes.classes()[(mappedZ * classes.size(1) + mappedY) * classes.size(0) + mappedX];
  }
}
