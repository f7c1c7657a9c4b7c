package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds stripes across the image, as single wrong values of k-space do in MRI (TorchIO's {@code
 * RandomSpike}, one half of GaNDLF's {@code kspace}): a multiple of the largest value of k-space,
 * by its real part, is added at random places. Drawn for each image.
 */
public final class Spike implements Augmentation {
  private final Ranges spikes;
  private final Ranges intensity;

  /**
   * @param spikes range of how many, whole numbers (TorchIO's default: 1)
   * @param intensity range of the multiple (TorchIO's default: 1 to 3)
   */
  public Spike(Ranges spikes, Ranges intensity) {
    if (spikes.minimum() < 0) {
      throw new IllegalArgumentException("num_spikes is below 0");
    }
    this.spikes = spikes;
    this.intensity = intensity;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int[][] places = {};
    double multiple = 0;
    for (int channel = 0; channel < patch.channels(); channel++) {
      if (patch.startsImage(channel)) {
        places = new int[spikes.drawWhole(random)][3];
        multiple = intensity.draw(random);
        for (int[] place : places) {
          for (int axis = 0; axis < 3; axis++) {
            place[axis] = random.nextInt(patch.size(axis));
          }
        }
      }
      add(patch, channel, places, multiple);
    }
  }

  /**
   * Adds spikes one after the other.
   *
   * @param places planes of k-space along x, y, z, its middle at half of each size
   */
  static void add(PatchData patch, int channel, int[][] places, double multiple) {
    if (places.length == 0 || multiple == 0) {
      return;
    }
    int[] size = {patch.size(0), patch.size(1), patch.size(2)};
    float[] values = patch.channel(channel);
    float[] re = patch.volumeScratch(0);
    float[] im = patch.volumeScratch(1);
    System.arraycopy(values, 0, re, 0, values.length);
    java.util.Arrays.fill(im, 0);
    KSpace.forward(re, im, size);
    for (int[] place : places) {
      int largest = largest(re);
      float spikeRe = (float) (re[largest] * multiple);
      // Both signs of a frequency have the same real part: the one with the larger imaginary part.
      float spikeIm = (float) (Math.abs(im[largest]) * multiple);
      int at = 0;
      double[] turn = new double[3];
      for (int axis = 2; axis >= 0; axis--) {
        int frequency = place[axis] - size[axis] / 2;
        turn[axis] = 2 * Math.PI * frequency / size[axis];
        at = at * size[axis] + Math.floorMod(frequency, size[axis]);
      }
      re[at] += spikeRe;
      im[at] += spikeIm;
      addWave(values, size, turn, spikeRe / values.length, spikeIm / values.length);
    }
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /** Adds the real part of {@code (re + i im) exp(i turn . position)}. */
  private static void addWave(float[] values, int[] size, double[] turn, float re, float im) {
    float[] cos = new float[size[0]];
    float[] sin = new float[size[0]];
    for (int x = 0; x < size[0]; x++) {
      cos[x] = (float) Math.cos(turn[0] * x);
      sin[x] = (float) Math.sin(turn[0] * x);
    }
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        double angle = turn[1] * y + turn[2] * z;
        float c = (float) (re * Math.cos(angle) - im * Math.sin(angle));
        float s = (float) (re * Math.sin(angle) + im * Math.cos(angle));
        int at = (z * size[1] + y) * size[0];
        for (int x = 0; x < size[0]; x++) {
          values[at + x] += c * cos[x] - s * sin[x];
        }
      }
    }
  }
}
