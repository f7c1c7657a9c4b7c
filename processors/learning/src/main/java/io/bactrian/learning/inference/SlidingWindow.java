package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.InferenceSettings;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.learning.data.Padding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds an image of any size to a network in windows of the patch size and puts the answers
 * together. It needs the memory of one batch of windows and of the result.
 *
 * <p>An image smaller than a window lies in its middle and is padded; what the network says of the
 * padding is dropped. Windows of one slice take a volume slice by slice.
 */
public final class SlidingWindow {
  private final int[] window;
  private final int overlap;
  private final Aggregation aggregation;
  private final int batchSize;
  private final Padding padding;

  /**
   * @param window voxels along x, y, z
   * @param overlap voxels that neighbouring windows share at least, along each axis longer than the
   *     window
   * @param batchSize windows at a time
   * @param padding what surrounds an image smaller than a window
   */
  public SlidingWindow(
      int[] window, int overlap, Aggregation aggregation, int batchSize, Padding padding) {
    this.window = window.clone();
    this.overlap = overlap;
    this.aggregation = aggregation;
    this.batchSize = Math.max(1, batchSize);
    this.padding = padding;
  }

  /** The window that a configuration describes: patch size, overlap, padding of the training. */
  public static SlidingWindow of(Configuration configuration) {
    SamplerSettings sampler = configuration.sampler();
    InferenceSettings inference = configuration.inference();
    return new SlidingWindow(
        configuration.training().patchSize(),
        inference.overlap(),
        Aggregation.of(inference.aggregation()),
        inference.batchSize(),
        sampler.padding() ? Padding.of(sampler.paddingMode()) : Padding.CONSTANT);
  }

  /**
   * Runs the network over an image.
   *
   * @param channels on one grid
   * @param classes how many the network gives
   * @return for each class the probabilities of all voxels, x fastest
   */
  public float[][] predict(List<Image> channels, int classes, WindowNetwork network) {
    int voxels = Math.toIntExact(channels.get(0).geometry().voxels());
    float[][] result = new float[classes][voxels];
    FloatBuffer[] volumes = new FloatBuffer[classes];
    for (int c = 0; c < classes; c++) {
      volumes[c] = FloatBuffer.wrap(result[c]);
    }
    predict(channels, volumes, network);
    return result;
  }

  /**
   * As {@link #predict(List, int, WindowNetwork)}, for output of any size: what is larger than a
   * limit is added up in a temporary file that is mapped into memory.
   *
   * @param heapLimit bytes of all classes together that may lie on the heap
   * @return the probabilities of each class
   */
  public List<Image> predict(
      List<Image> channels, int classes, WindowNetwork network, long heapLimit) {
    OutputMemory output = OutputMemory.create(classes, channels.get(0).geometry(), heapLimit);
    predict(channels, output.volumes(), network);
    return output.images();
  }

  private void predict(List<Image> channels, FloatBuffer[] result, WindowNetwork network) {
    Geometry geometry = channels.get(0).geometry();
    AxisWindows[] axes = new AxisWindows[3];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = AxisWindows.of(geometry.size(axis), window[axis], overlap, aggregation);
    }
    List<int[]> indices = indices(axes);
    int voxels = window[0] * window[1] * window[2];
    ByteBuffer memory =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(
                    4 * Math.min(batchSize, indices.size()), channels.size() * voxels))
            .order(ByteOrder.nativeOrder());
    WindowReader reader = new WindowReader(channels, window, padding);
    WindowSum sum = new WindowSum(geometry.size(), window, result);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (int from = 0; from < indices.size(); from += batchSize) {
        List<int[]> batch = indices.subList(from, Math.min(indices.size(), from + batchSize));
        try (NDManager scope = manager.newSubManager()) {
          run(batch, axes, reader, memory, sum, network, scope);
        }
      }
    }
  }

  private void run(
      List<int[]> batch,
      AxisWindows[] axes,
      WindowReader reader,
      ByteBuffer memory,
      WindowSum sum,
      WindowNetwork network,
      NDManager scope) {
    List<int[]> starts = new ArrayList<>();
    memory.clear();
    FloatBuffer values = memory.asFloatBuffer();
    for (int[] index : batch) {
      int[] start = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        start[axis] = axes[axis].starts()[index[axis]];
      }
      starts.add(start);
      reader.read(start, values);
    }
    memory.limit(4 * values.position());
    Shape shape = new Shape(batch.size(), reader.channels(), window[2], window[1], window[0]);
    NDArray windows = scope.create(memory, shape, DataType.FLOAT32);
    NDArray probabilities = network.probabilities(windows, starts);
    probabilities.attach(scope);
    sum.add(probabilities, batch, axes);
  }

  private static List<int[]> indices(AxisWindows[] axes) {
    List<int[]> indices = new ArrayList<>();
    for (int z = 0; z < axes[2].starts().length; z++) {
      for (int y = 0; y < axes[1].starts().length; y++) {
        for (int x = 0; x < axes[0].starts().length; x++) {
          indices.add(new int[] {x, y, z});
        }
      }
    }
    return indices;
  }
}
