package io.bactrian.imaging.normalize;

/**
 * Count, mean and standard deviation of the voxels of a mask. The deviation is the unbiased one
 * (divided by count - 1), as torch.std and so TorchIO and GaNDLF have it; numpy.std by default
 * divides by count.
 */
record Statistics(long count, double mean, double deviation) {

  static Statistics of(float[] voxels, Region region) {
    // Values are gathered first where the mask is not told by the value alone.
    return region.mask() == Mask.LABEL || region.mask() == Mask.FILE || region.mask() == Mask.OTSU
        ? of(region.values(voxels), Mask.ALL)
        : of(voxels, region.mask());
  }

  /** Of all, nonzero or positive values. */
  static Statistics of(float[] voxels, Mask mask) {
    Statistics[] parts = new Statistics[Chunks.count(voxels.length)];
    Chunks.forEach(voxels.length, (index, from, to) -> parts[index] = part(voxels, from, to, mask));
    long count = 0;
    double mean = 0;
    double squares = 0;
    // Chan, Golub, LeVeque 1979: sums of squares about the mean, merged in order.
    for (Statistics part : parts) {
      if (part.count > 0) {
        long total = count + part.count;
        double shift = part.mean - mean;
        squares += part.deviation + shift * shift * count * part.count / total;
        mean += shift * part.count / total;
        count = total;
      }
    }
    return new Statistics(count, mean, count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
  }

  /** Of one part; its {@code deviation} is the sum of squares about its mean. */
  private static Statistics part(float[] voxels, int from, int to, Mask mask) {
    // About a value of the part itself, so that large means cost no digits.
    double pivot = pivot(voxels, from, to, mask);
    double sum0 = 0;
    double sum1 = 0;
    double squares0 = 0;
    double squares1 = 0;
    long count = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      boolean first = holds(mask, voxels[i]);
      boolean second = holds(mask, voxels[i + 1]);
      double a = first ? voxels[i] - pivot : 0;
      double b = second ? voxels[i + 1] - pivot : 0;
      count += (first ? 1 : 0) + (second ? 1 : 0);
      sum0 += a;
      sum1 += b;
      squares0 += a * a;
      squares1 += b * b;
    }
    if (i < to && holds(mask, voxels[i])) {
      double a = voxels[i] - pivot;
      count++;
      sum0 += a;
      squares0 += a * a;
    }
    double sum = sum0 + sum1;
    return count == 0
        ? new Statistics(0, 0, 0)
        : new Statistics(
            count, pivot + sum / count, Math.max(0, squares0 + squares1 - sum * sum / count));
  }

  private static boolean holds(Mask mask, float value) {
    return mask == Mask.ALL || (mask == Mask.NONZERO ? value != 0 : value > 0);
  }

  private static double pivot(float[] voxels, int from, int to, Mask mask) {
    for (int i = from; i < to; i++) {
      if (holds(mask, voxels[i])) {
        return voxels[i];
      }
    }
    return 0;
  }
}
