package io.bactrian.learning.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * In which order the spatial axes of weights stand. The same network in the other order sees a
 * mirror image of what it was trained on, across the diagonal.
 */
public enum AxisOrder {
  /** As GaNDLF and MONAI have images in memory: x first. */
  XYZ,
  /** As Bactrian has them, and torchvision its pictures: x last. */
  ZYX;

  /** The key of a file's metadata under which the order stands. */
  public static final String METADATA = "axes";

  /** The first fully connected layer of torchvision's VGG, over 7 x 7 places. */
  private static final String FLAT = "classifier.0.weight";

  private static final int SEVEN = 7;

  /** The fully connected layer of sdnet's encoder, over the places of a patch halved 4 times. */
  private static final String MODALITY = "mencoder.fc.weight";

  /**
   * The order that a file says it has; {@link #XYZ} when it says nothing.
   *
   * @param metadata of the file
   * @param ours whether Bactrian wrote the file
   */
  public static AxisOrder of(Map<String, String> metadata, boolean ours) {
    String axes = metadata.get(METADATA);
    if (axes != null) {
      return XYZ.name().equalsIgnoreCase(axes) ? XYZ : ZYX;
    }
    return ours ? ZYX : XYZ;
  }

  /**
   * From this order to Bactrian's, or back: kernels of convolutions, what is learned for each place
   * of a transformer, and VGG's and sdnet's fully connected layers over places.
   *
   * @param arrays stay open; those that change come new, in the same manager
   * @param patchSize x, y, z; z is 1 in 2D
   */
  public Map<String, NDArray> turned(Map<String, NDArray> arrays, int... patchSize) {
    if (this == ZYX) {
      return arrays;
    }
    Map<String, NDArray> turned = new LinkedHashMap<>();
    arrays.forEach((name, array) -> turned.put(name, turned(name, array, patchSize)));
    return turned;
  }

  private static NDArray turned(String name, NDArray array, int... patchSize) {
    int dimension = array.getShape().dimension();
    if (dimension >= 4) {
      return reversed(array, 2);
    }
    if (dimension == 2 && name.endsWith(FLAT) && array.size(1) % (SEVEN * SEVEN) == 0) {
      return turnedColumns(array, SEVEN, SEVEN);
    }
    if (dimension == 2 && name.endsWith(MODALITY)) {
      long[] places =
          Arrays.stream(patchSize).filter(size -> size > 1).mapToLong(size -> size >> 4).toArray();
      long product = Arrays.stream(places).reduce(1, (a, b) -> a * b);
      // An array of another patch size is told of where shapes are checked.
      return product > 0 && array.size(1) % product == 0 ? turnedColumns(array, places) : array;
    }
    if (dimension != 3 || !name.endsWith("pos_embed")) {
      return array;
    }
    long[] grid = grid(array.getShape().get(1), patchSize);
    long[] places = LongStream.concat(Arrays.stream(grid), LongStream.of(array.size(2))).toArray();
    try (NDArray spread = array.reshape(new Shape(places));
        NDArray last = spread.expandDims(0)) {
      // 1, places, features: the features are moved before the places and back.
      int axes = grid.length;
      int[] first =
          IntStream.concat(IntStream.of(0, axes + 1), IntStream.rangeClosed(1, axes)).toArray();
      try (NDArray features = last.transpose(first);
          NDArray other = reversed(features, 2)) {
        int[] back =
            IntStream.concat(
                    IntStream.of(0),
                    IntStream.concat(IntStream.rangeClosed(2, axes + 1), IntStream.of(1)))
                .toArray();
        try (NDArray placed = other.transpose(back)) {
          return plain(placed, array.getShape());
        }
      }
    }
  }

  /** Columns are channels, then places. */
  private static NDArray turnedColumns(NDArray array, long... places) {
    long[] shape =
        LongStream.concat(LongStream.of(array.size(0), -1), Arrays.stream(places)).toArray();
    try (NDArray spread = array.reshape(new Shape(shape));
        NDArray other = reversed(spread, 2)) {
      return plain(other, array.getShape());
    }
  }

  /** How many places there are along each axis of a patch, in the order of the file: x, y, z. */
  private static long[] grid(long places, int... patchSize) {
    int[] sizes = Arrays.stream(patchSize).filter(size -> size > 1).toArray();
    double voxels = Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
    long edge = Math.round(Math.pow(voxels / places, 1.0 / sizes.length));
    return Arrays.stream(sizes).mapToLong(size -> size / edge).toArray();
  }

  private static NDArray reversed(NDArray array, int from) {
    int dimension = array.getShape().dimension();
    int[] order =
        IntStream.range(0, dimension)
            .map(axis -> axis < from ? axis : dimension - 1 - (axis - from))
            .toArray();
    try (NDArray view = array.transpose(order)) {
      return plain(view, view.getShape());
    }
  }

  /** In plain memory order, as files have it. */
  private static NDArray plain(NDArray view, Shape shape) {
    try (NDArray values = view.toType(DataType.FLOAT32, true)) {
      return view.getManager().create(values.toFloatArray(), shape);
    }
  }
}
