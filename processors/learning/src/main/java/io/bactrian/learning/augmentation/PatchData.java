package io.bactrian.learning.augmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * A patch while it is augmented: one float array a channel and the class indices, x fastest, with
 * spare arrays of the same length for changes that cannot be made in place. Belongs to one thread,
 * which fills it again and again.
 */
public final class PatchData {
  private final int[] size;
  private final float[][] channels;
  private int[] labels;
  private float[] spare;
  private int[] spareLabels;
  private float[] floatScratch = new float[0];
  private int[] intScratch = new int[0];
  private final List<float[]> volumeScratch = new ArrayList<>();
  private final double[] spacing = {1, 1, 1};
  private final int[] start = new int[3];
  private final int[] volumeSize;
  private final boolean[] startsImage;
  private int background;
  private Surroundings surroundings;

  /**
   * @param size voxels along x, y, z
   * @param channels how many images lie over each other
   * @param labelled whether there are class indices
   */
  public PatchData(int[] size, int channels, boolean labelled) {
    int voxels = Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
    this.size = size.clone();
    this.volumeSize = size.clone();
    this.channels = new float[channels][voxels];
    this.labels = labelled ? new int[voxels] : null;
    this.spare = new float[voxels];
    this.spareLabels = labelled ? new int[voxels] : null;
    this.startsImage = new boolean[channels];
    java.util.Arrays.fill(startsImage, true);
  }

  /**
   * Says where the patch comes from.
   *
   * @param newSpacing millimetres along x, y, z
   * @param newStart first voxel of the patch in its volume, along x, y, z
   * @param newVolumeSize voxels of the volume along x, y, z
   * @param newBackground class of what lies outside of the volume
   * @param newSurroundings the volume, or null
   */
  public void place(
      double[] newSpacing,
      int[] newStart,
      int[] newVolumeSize,
      int newBackground,
      Surroundings newSurroundings) {
    System.arraycopy(newSpacing, 0, spacing, 0, 3);
    System.arraycopy(newStart, 0, start, 0, 3);
    System.arraycopy(newVolumeSize, 0, volumeSize, 0, 3);
    background = newBackground;
    surroundings = newSurroundings;
  }

  /**
   * Says which channels are one image, such as red, green and blue of one file; without it each is
   * an image of its own.
   *
   * @param sizes channels of each image, in order
   */
  public void group(List<Integer> sizes) {
    java.util.Arrays.fill(startsImage, false);
    int channel = 0;
    for (int size : sizes) {
      startsImage[channel] = true;
      channel += size;
    }
  }

  /** Whether a channel is the first of its image: what is drawn for an image is drawn here. */
  boolean startsImage(int channel) {
    return startsImage[channel];
  }

  public int size(int axis) {
    return size[axis];
  }

  public int voxels() {
    return spare.length;
  }

  public int channels() {
    return channels.length;
  }

  /** The voxels of a channel, x fastest; the array changes when spares are swapped in. */
  public float[] channel(int index) {
    return channels[index];
  }

  /** Class indices, x fastest, or null. */
  public int[] labels() {
    return labels;
  }

  /** Millimetres between voxels. */
  public double spacing(int axis) {
    return spacing[axis];
  }

  /** First voxel of the patch in its volume; below 0 where it was padded. */
  public int start(int axis) {
    return start[axis];
  }

  /** Voxels of the volume that the patch was cut from. */
  public int volumeSize(int axis) {
    return volumeSize[axis];
  }

  /** The class of what lies outside of the volume. */
  public int background() {
    return background;
  }

  /**
   * The volume around the patch, or null; given once, since it does not know of changes that were
   * made to the patch in between.
   */
  public Surroundings takeSurroundings() {
    Surroundings taken = surroundings;
    surroundings = null;
    return taken;
  }

  /** An array as long as a channel, to write a changed channel into before {@link #swapChannel}. */
  public float[] spare() {
    return spare;
  }

  /** Makes the spare array the channel, and the other way round. */
  public void swapChannel(int index) {
    float[] old = channels[index];
    channels[index] = spare;
    spare = old;
  }

  /** An array as long as the labels, or null. */
  public int[] spareLabels() {
    return spareLabels;
  }

  /** Makes the spare labels the labels, and the other way round. */
  public void swapLabels() {
    int[] old = labels;
    labels = spareLabels;
    spareLabels = old;
  }

  /** Scratch memory of at least {@code length} floats, kept for the next call. */
  float[] floatScratch(int length) {
    if (floatScratch.length < length) {
      floatScratch = new float[length];
    }
    return floatScratch;
  }

  /** Scratch memory as long as a channel, of which there are as many as asked for. */
  float[] volumeScratch(int which) {
    while (volumeScratch.size() <= which) {
      volumeScratch.add(new float[voxels()]);
    }
    return volumeScratch.get(which);
  }

  /** Scratch memory of at least {@code length} ints, kept for the next call. */
  int[] intScratch(int length) {
    if (intScratch.length < length) {
      intScratch = new int[length];
    }
    return intScratch;
  }
}
