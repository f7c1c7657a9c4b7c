package io.bactrian.learning.augmentation;

/** The volume that a patch was cut from, addressed relative to the first voxel of the patch. */
public interface Surroundings {
  /**
   * Copies a box of one channel.
   *
   * @param start first voxel along x, y, z, relative to the patch; may lie outside of the volume,
   *     where voxels are as the loader pads
   * @param size voxels along x, y, z
   * @param target receives them, x fastest
   */
  void read(int channel, int[] start, int[] size, float[] target);

  /** As {@link #read}, the class indices. */
  void readLabels(int[] start, int[] size, int[] target);

  /** The value of a channel where nothing is known any more. */
  float outside(int channel);
}
