package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The kernel and the stride of each level of a DynUNet, the full size first; axes are x, y, z as in
 * the configuration.
 */
record DynUNetPlan(List<List<Integer>> kernels, List<List<Integer>> strides) {
  /**
   * From the keys {@code kernel_size} and {@code strides}, or else from the patch size: axes are
   * halved as long as they have 8 voxels, the finest first, with kernels of 1 along an axis that is
   * coarser than twice the finest (as GaNDLF does for voxels of 1).
   *
   * @throws ConfigurationException for kernels and strides that no network can have, and patch
   *     sizes that cannot be halved so
   */
  static DynUNetPlan of(Blueprint blueprint) {
    int[][] kernels = blueprint.options().rows("kernel_size");
    int[][] strides = blueprint.options().rows("strides");
    if (kernels.length == 0 || strides.length == 0) {
      return forPatch(blueprint.patchSizeNeeded());
    }
    DynUNetPlan plan =
        new DynUNetPlan(rows(kernels, blueprint.dimension()), rows(strides, blueprint.dimension()));
    plan.check();
    return plan;
  }

  private static List<List<Integer>> rows(int[][] given, int dimension) {
    return Arrays.stream(given)
        .map(
            row ->
                row.length == 1
                    ? Collections.nCopies(dimension, row[0])
                    : Arrays.stream(row).boxed().toList())
        .map(
            row -> {
              if (row.size() != dimension) {
                throw mistake("A level has " + row + " for " + dimension + " axes");
              }
              return row;
            })
        .toList();
  }

  private void check() {
    if (kernels.size() != strides.size() || kernels.size() < 3) {
      throw mistake(kernels.size() + " kernels and " + strides.size() + " strides");
    }
    if (kernels.stream().flatMap(List::stream).anyMatch(size -> size % 2 == 0)) {
      throw mistake("A kernel of " + kernels);
    }
    if (strides.stream().flatMap(List::stream).anyMatch(step -> step > 2)
        || strides.get(0).stream().anyMatch(step -> step != 1)) {
      throw mistake("Strides of " + strides);
    }
  }

  private static ConfigurationException mistake(String what) {
    return new ConfigurationException(
        what + " do not make a dynunet",
        "model, kernel_size and strides",
        "as many kernels as strides, at least 3; for each axis an odd kernel and a stride of 1 or"
            + " 2; the first stride 1",
        "Correct them, or remove both to have them follow from patch_size");
  }

  private static DynUNetPlan forPatch(List<Integer> patch) {
    List<List<Integer>> kernels = new ArrayList<>();
    List<List<Integer>> strides = new ArrayList<>();
    strides.add(Collections.nCopies(patch.size(), 1));
    List<Integer> sizes = patch;
    List<Integer> spacings = Collections.nCopies(patch.size(), 1);
    while (true) {
      int finest = Collections.min(spacings);
      List<Integer> stride = new ArrayList<>();
      List<Integer> kernel = new ArrayList<>();
      for (int axis = 0; axis < sizes.size(); axis++) {
        boolean fine = spacings.get(axis) <= 2 * finest;
        stride.add(fine && sizes.get(axis) >= 8 ? 2 : 1);
        kernel.add(fine ? 3 : 1);
      }
      if (Collections.max(stride) == 1) {
        break;
      }
      sizes = halved(patch, sizes, stride);
      spacings = times(spacings, stride);
      kernels.add(kernel);
      strides.add(stride);
    }
    kernels.add(Collections.nCopies(patch.size(), 3));
    if (kernels.size() < 3) {
      throw new ConfigurationException(
          "The patch size " + patch + " is too small for dynunet",
          "patch_size",
          "an axis of at least 16",
          "Enlarge it, or give model.kernel_size and model.strides");
    }
    return new DynUNetPlan(kernels, strides);
  }

  private static List<Integer> halved(
      List<Integer> patch, List<Integer> sizes, List<Integer> stride) {
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (sizes.get(axis) % stride.get(axis) != 0) {
        throw new ConfigurationException(
            "The patch size " + patch + " cannot be halved as often as dynunet does",
            "patch_size",
            "sizes that are even until they are below 8",
            "Take a multiple of 16 along axis " + (axis + 1) + ", or give model.strides");
      }
      result.add(sizes.get(axis) / stride.get(axis));
    }
    return result;
  }

  private static List<Integer> times(List<Integer> left, List<Integer> right) {
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < left.size(); axis++) {
      result.add(left.get(axis) * right.get(axis));
    }
    return result;
  }

  int levels() {
    return strides.size();
  }

  /** What each axis must be a multiple of: the product of its strides. */
  List<Integer> multiples() {
    return strides.stream().reduce(DynUNetPlan::times).orElseThrow();
  }

  /** With the axes in the order of the arrays. */
  Kernel kernel(int level) {
    return Kernel.of(reversed(kernels.get(level)), reversed(strides.get(level)));
  }

  /** As {@link #kernel} with a stride of 1. */
  Kernel still(int level) {
    List<Integer> size = reversed(kernels.get(level));
    return Kernel.of(size, Collections.nCopies(size.size(), 1));
  }

  /** One voxel with the level's stride. */
  Kernel shortcut(int level) {
    List<Integer> stride = reversed(strides.get(level));
    return Kernel.of(Collections.nCopies(stride.size(), 1), stride);
  }

  /** As large as the level's stride. */
  Kernel upward(int level) {
    List<Integer> stride = reversed(strides.get(level));
    return Kernel.of(stride, stride);
  }

  private static List<Integer> reversed(List<Integer> axes) {
    List<Integer> result = new ArrayList<>(axes);
    Collections.reverse(result);
    return result;
  }
}
