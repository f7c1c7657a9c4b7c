package io.bactrian.learning.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;

/**
 * Where a convolution looks. Axes are in the order of the arrays: z, y, x or y, x.
 *
 * @param size voxels along each axis
 * @param stride along each axis
 * @param dilation along each axis
 */
public record Kernel(List<Integer> size, List<Integer> stride, List<Integer> dilation) {
  // Geometries are constants of networks and some bytes each: they stay as long as the process.
  private static final NDManager CONSTANTS = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  public Kernel {
    size = List.copyOf(size);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
  }

  /** The same along each axis. */
  public static Kernel cube(int dimension, int size, int stride, int dilation) {
    return new Kernel(
        Collections.nCopies(dimension, size),
        Collections.nCopies(dimension, stride),
        Collections.nCopies(dimension, dilation));
  }

  /** Without dilation. */
  public static Kernel of(List<Integer> size, List<Integer> stride) {
    return new Kernel(size, stride, Collections.nCopies(size.size(), 1));
  }

  int volume() {
    return size.stream().reduce(1, (a, b) -> a * b);
  }

  /** Whether it is a cube of stride 1 or 2 that looks at neighbours. */
  boolean usual() {
    int step = stride.get(0);
    return Collections.frequency(size, size.get(0)) == size.size()
        && Collections.frequency(stride, step) == stride.size()
        && (step == 1 || step == 2)
        && Collections.frequency(dilation, 1) == dilation.size();
  }

  /** Of weights between two numbers of channels. */
  public Shape weightShape(int first, int second) {
    long[] shape = new long[size.size() + 2];
    shape[0] = first;
    shape[1] = second;
    for (int axis = 0; axis < size.size(); axis++) {
      shape[axis + 2] = size.get(axis);
    }
    return new Shape(shape);
  }

  /** Stride, padding and dilation of each axis; padded so that a stride of 1 keeps the size. */
  NDArray geometry() {
    int axes = size.size();
    long[] numbers = new long[3 * axes];
    for (int axis = 0; axis < axes; axis++) {
      numbers[axis] = stride.get(axis);
      numbers[axes + axis] = (long) dilation.get(axis) * (size.get(axis) - 1) / 2;
      numbers[2 * axes + axis] = dilation.get(axis);
    }
    return CONSTANTS.create(numbers);
  }

  /** The strides as an array. */
  NDArray steps() {
    return CONSTANTS.create(stride.stream().mapToLong(Integer::longValue).toArray());
  }
}
