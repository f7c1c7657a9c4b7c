package io.bactrian.learning.data;

import io.bactrian.learning.augmentation.PatchData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Patches that are trained on together, in direct memory of native byte order. Closing hands the
 * memory back to the loader, which fills it again: nothing may read the buffers after that.
 */
public final class Batch implements AutoCloseable {
  private final int channels;
  private final int[] patchSize;
  private final ByteBuffer imageMemory;
  private final ByteBuffer labelMemory;
  private final FloatBuffer images;
  private final IntBuffer labels;
  private final float[] targets;
  private final PatchLoader loader;
  private int count;
  private boolean lent;

  Batch(
      PatchLoader loader,
      int capacity,
      int channels,
      int[] patchSize,
      boolean labelled,
      boolean targeted) {
    this.loader = loader;
    this.channels = channels;
    this.patchSize = patchSize;
    PatchSizes.checkBatch(capacity, channels, patchSize);
    long voxels = (long) patchSize[0] * patchSize[1] * patchSize[2];
    imageMemory = memory(capacity * channels * voxels);
    images = imageMemory.asFloatBuffer();
    labelMemory = memory(labelled ? capacity * voxels : 0);
    labels = labelMemory.asIntBuffer();
    targets = targeted ? new float[capacity] : null;
  }

  private static ByteBuffer memory(long values) {
    return ByteBuffer.allocateDirect(Math.toIntExact(4 * values)).order(ByteOrder.nativeOrder());
  }

  /** How many patches there are; fewer than the batch size in the last batch of an epoch. */
  public int size() {
    return count;
  }

  public int channels() {
    return channels;
  }

  /** Voxels of a patch along x, y, z. */
  public int[] patchSize() {
    return patchSize.clone();
  }

  /** Shape of {@link #images}: N, C, z, y, x. */
  public long[] imageShape() {
    return new long[] {count, channels, patchSize[2], patchSize[1], patchSize[0]};
  }

  /** Shape of {@link #labels}: N, z, y, x. */
  public long[] labelShape() {
    return new long[] {count, patchSize[2], patchSize[1], patchSize[0]};
  }

  /** Voxels in the order N, C, z, y, x. */
  public FloatBuffer images() {
    return images;
  }

  /** Class indices in the order N, z, y, x; empty when there are no labels. */
  public IntBuffer labels() {
    return labels;
  }

  /** What the network is to answer for each patch as a whole; null when there is nothing. */
  public float[] targets() {
    return targets == null ? null : Arrays.copyOf(targets, count);
  }

  /** The memory of {@link #images} as bytes, which an engine may use without a copy. */
  public ByteBuffer imageBytes() {
    return imageMemory;
  }

  /** The memory of {@link #labels} as bytes. */
  public ByteBuffer labelBytes() {
    return labelMemory;
  }

  /** Hands the memory back; a second call does nothing. */
  @Override
  public void close() {
    loader.giveBack(this);
  }

  void fill(int slot, PatchData patch) {
    int voxels = patch.voxels();
    for (int channel = 0; channel < channels; channel++) {
      images.put((slot * channels + channel) * voxels, patch.channel(channel), 0, voxels);
    }
    if (patch.labels() != null) {
      labels.put(slot * voxels, patch.labels(), 0, voxels);
    }
  }

  void setTarget(int slot, float target) {
    targets[slot] = target;
  }

  void limitTo(int newCount) {
    count = newCount;
    int voxels = patchSize[0] * patchSize[1] * patchSize[2];
    images.clear().limit(newCount * channels * voxels);
    imageMemory.clear().limit(4 * newCount * channels * voxels);
    int values = labels.capacity() == 0 ? 0 : newCount * voxels;
    labels.clear().limit(values);
    labelMemory.clear().limit(4 * values);
  }

  /** True when the consumer has it; changes hands under the loader's lock. */
  boolean isLent() {
    return lent;
  }

  void setLent(boolean newLent) {
    lent = newLent;
  }
}
