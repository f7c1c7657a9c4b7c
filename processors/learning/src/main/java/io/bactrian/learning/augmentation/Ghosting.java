package io.bactrian.learning.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Repeats the image faintly along one axis, as pulsation does in MRI (TorchIO's {@code
 * RandomGhosting}, one half of GaNDLF's {@code kspace}): every n-th plane of k-space along an axis
 * is weakened, but for those in its middle. Drawn for each image.
 */
public final class Ghosting implements Augmentation {
  private final int[] axes;
  private final Ranges ghosts;
  private final Ranges intensity;
  private final Ranges restore;

  /**
   * @param axes axes that are drawn from, 0, 1, 2 for x, y, z (TorchIO's default: all); in a single
   *     slice z is left out
   * @param ghosts range of n, whole numbers (TorchIO's default: 4 to 10)
   * @param intensity range of the part that weakened planes lose, 0 to 1 (TorchIO's default: 0.5 to
   *     1)
   * @param restore range of the part of k-space in its middle that stays; null for the middle plane
   *     alone, TorchIO's default
   */
  public Ghosting(int[] axes, Ranges ghosts, Ranges intensity, Ranges restore) {
    if (ghosts.minimum() < 0 || intensity.minimum() < 0) {
      throw new IllegalArgumentException("num_ghosts or intensity is below 0");
    }
    if (restore != null && (restore.minimum() < 0 || restore.maximum() > 1)) {
      throw new IllegalArgumentException("restore is outside of 0 to 1");
    }
    this.axes = axes.clone();
    this.ghosts = ghosts;
    this.intensity = intensity;
    this.restore = restore;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int[] possible = Arrays.stream(axes).filter(axis -> patch.size(axis) > 1).toArray();
    if (possible.length == 0) {
      return;
    }
    int axis = 0;
    int every = 0;
    double lost = 0;
    double kept = -1;
    for (int channel = 0; channel < patch.channels(); channel++) {
      if (patch.startsImage(channel)) {
        axis = possible[random.nextInt(possible.length)];
        every = ghosts.drawWhole(random);
        lost = intensity.draw(random);
        kept = restore == null ? -1 : restore.draw(random);
      }
      add(patch, channel, axis, every, lost, kept);
    }
  }

  /**
   * Weakens every n-th plane.
   *
   * @param restored part of the planes that stays, or below 0 for the middle one
   */
  static void add(
      PatchData patch, int channel, int axis, int every, double intensity, double restored) {
    if (every == 0 || intensity == 0) {
      return;
    }
    int length = patch.size(axis);
    float[] weights = new float[length];
    Arrays.fill(weights, 1);
    for (int plane = 0; plane < length; plane += every) {
      weights[plane] = (float) (1 - intensity);
    }
    int middle = length / 2;
    int half = (int) Math.rint(Math.max(0, restored) * length) / 2;
    Arrays.fill(weights, middle - half, restored < 0 ? middle + 1 : middle + half, 1);
    float[] values = patch.channel(channel);
    int[] size = {patch.size(0), patch.size(1), patch.size(2)};
    KSpace.combine(new float[][] {values}, new float[][] {weights}, size, axis, values);
  }
}
