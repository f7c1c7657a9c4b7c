package io.bactrian.learning.network;

import io.bactrian.cohort.configuration.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which spatial sizes a network takes; axes are x, y, z.
 *
 * @param multiples what the size of each axis must be a multiple of; one number for all axes, or
 *     one for each
 * @param smallest size of an axis
 * @param exact the only sizes there are; empty when others fit too
 * @param reason for messages, such as {@code 2^depth, with depth 4}
 */
public record SizeRule(List<Integer> multiples, int smallest, List<Integer> exact, String reason) {
  public SizeRule {
    multiples = List.copyOf(multiples);
    exact = List.copyOf(exact);
  }

  /** Sizes that can be halved as often as an encoder does. */
  public static SizeRule halved(int depth) {
    return new SizeRule(List.of(1 << depth), 1 << depth, List.of(), "2^depth, with depth " + depth);
  }

  /** Any size from a smallest on. */
  public static SizeRule atLeast(int smallest, String reason) {
    return new SizeRule(List.of(1), smallest, List.of(), reason);
  }

  /**
   * @param multiples for x, y, z, or one for all
   */
  public static SizeRule multiplesOf(List<Integer> multiples, String reason) {
    return new SizeRule(multiples, 1, List.of(), reason);
  }

  /**
   * @param sizes of x, y and, in 3D, z
   */
  public static SizeRule exactly(List<Integer> sizes, String reason) {
    return new SizeRule(List.of(1), 1, sizes, reason);
  }

  /**
   * @param axis 0, 1, 2 for x, y, z
   */
  boolean fits(int axis, long size) {
    return size >= smallest
        && size % multiple(axis) == 0
        && (exact.isEmpty() || size == exact.get(axis));
  }

  private int multiple(int axis) {
    return multiples.get(multiples.size() == 1 ? 0 : axis);
  }

  /**
   * @param patchSize x, y, z; z is 1 in 2D
   * @throws ConfigurationException unless the network takes such a patch
   */
  public void check(int dimension, int... patchSize) {
    boolean fits = patchSize.length == 3 && (dimension == 3 || patchSize[2] == 1);
    for (int axis = 0; axis < Math.min(dimension, patchSize.length); axis++) {
      fits &= fits(axis, patchSize[axis]);
    }
    if (!fits) {
      throw new ConfigurationException(
          "The patch size " + Arrays.toString(patchSize) + " does not suit the network",
          "patch_size",
          (dimension == 3 ? "x, y and z " : "x and y (z is 1) ") + this,
          mend());
    }
  }

  private String mend() {
    if (!exact.isEmpty()) {
      return "Change patch_size";
    }
    if (anyFromTheSmallest()) {
      return "Enlarge patch_size";
    }
    String depth = reason.contains("with depth") ? ", or model, depth" : "";
    return "Change patch_size to the next size that fits" + depth;
  }

  private boolean anyFromTheSmallest() {
    return multiples.stream().allMatch(one -> one == 1);
  }

  /**
   * @param sizes of x, y and, in 3D, z
   * @throws ConfigurationException unless they fit
   */
  public void check(List<Integer> sizes) {
    int[] patch = {1, 1, 1};
    for (int axis = 0; axis < sizes.size(); axis++) {
      patch[axis] = sizes.get(axis);
    }
    check(sizes.size(), patch);
  }

  /** What is expected, for messages: {@code divisible by 16 (2^depth, with depth 4)}. */
  @Override
  public String toString() {
    String expected;
    if (!exact.isEmpty()) {
      expected = "of exactly " + exact;
    } else if (anyFromTheSmallest()) {
      expected = "of at least " + smallest;
    } else {
      expected =
          "divisible by "
              + IntStream.range(0, multiples.size())
                  .mapToObj(axis -> Integer.toString(multiple(axis)))
                  .collect(Collectors.joining(", "));
    }
    return expected + " (" + reason + ")";
  }
}
