package io.bactrian.learning.data;

import io.bactrian.learning.sampling.PatchSampler;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which patches an epoch has, in which order, and the random stream of each: functions of the seed
 * and the epoch alone.
 *
 * <p>Subjects are shuffled; the patches of a run of subjects, as many as fill the queue, are
 * shuffled among themselves (TorchIO's {@code Queue}), so that a batch mixes subjects while only a
 * queue's worth of subjects is in use.
 */
final class EpochPlan {
  private final int[] patches;
  private final int[] order;
  private final boolean drawn;
  private final int samplesPerVolume;
  private final long key;

  EpochPlan(int subjects, int samplesPerVolume, int queueLength, long seed, int epoch) {
    this(subjects, samplesPerVolume, queueLength, seed, epoch, null);
  }

  /**
   * @param weights how often each subject is drawn; null for each once
   */
  EpochPlan(
      int subjects, int samplesPerVolume, int queueLength, long seed, int epoch, double[] weights) {
    this.samplesPerVolume = samplesPerVolume;
    this.drawn = weights != null;
    this.key = mix(mix(seed) + epoch);
    SplittableRandom random = new SplittableRandom(key);
    order = new int[subjects];
    Arrays.setAll(order, i -> i);
    if (weights != null) {
      draw(order, weights, random);
    }
    shuffle(order, 0, subjects, random);
    patches = new int[Math.multiplyExact(subjects, samplesPerVolume)];
    for (int i = 0; i < patches.length; i++) {
      // With draws the place is the patch's name: a subject drawn twice gives different patches.
      int name = weights == null ? order[i / samplesPerVolume] : i / samplesPerVolume;
      patches[i] = name * samplesPerVolume + i % samplesPerVolume;
    }
    int window = Math.max(1, queueLength / samplesPerVolume) * samplesPerVolume;
    for (int from = 0; from < patches.length; from += window) {
      shuffle(patches, from, Math.min(patches.length, from + window), random);
    }
  }

  int size() {
    return patches.length;
  }

  int subject(int position) {
    int name = patches[position] / samplesPerVolume;
    return drawn ? order[name] : name;
  }

  /** The random stream of the patch, by subject and sample, wherever it stands in the order. */
  SplittableRandom random(int position) {
    return new SplittableRandom(mix(key ^ mix(patches[position] + 1L)));
  }

  /**
   * Systematic draws: each subject comes as often as its share of the weights says, rounded up or
   * down.
   */
  private static void draw(int[] order, double[] weights, SplittableRandom random) {
    double step = Arrays.stream(weights).sum() / order.length;
    double next = random.nextDouble() * step;
    double passed = 0;
    int drawn = 0;
    for (int subject = 0; subject < weights.length; subject++) {
      passed += weights[subject];
      for (; next < passed && drawn < order.length; next += step) {
        order[drawn++] = subject;
      }
    }
    while (drawn < order.length) {
      order[drawn++] = weights.length - 1; // rounding
    }
  }

  /** The place of the patch among those of its subject. */
  PatchSampler.Turn turn(int position) {
    long ofSubject = mix(~key ^ mix(subject(position) + 1L));
    return new PatchSampler.Turn(patches[position] % samplesPerVolume, ofSubject);
  }

  private static void shuffle(int[] values, int from, int to, SplittableRandom random) {
    for (int i = to - 1; i > from; i--) {
      int other = from + random.nextInt(i - from + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): neighbours become unrelated. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
