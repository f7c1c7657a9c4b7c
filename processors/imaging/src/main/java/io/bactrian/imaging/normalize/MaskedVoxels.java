package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Sample;

/** Which voxels of a channel lie in a mask. */
public final class MaskedVoxels {
  private MaskedVoxels() {}

  /**
   * A flag for each voxel, x fastest.
   *
   * @param where names subject and channel in messages
   * @throws ImageContentException when the subject lacks the label or the mask file
   */
  public static boolean[] of(Mask mask, Image image, Sample sample, String where) {
    float[] voxels = image.toFloats();
    Region region = Region.of(mask, image, voxels, sample, where);
    boolean[] inside = new boolean[voxels.length];
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            inside[i] = region.holds(i, voxels[i]);
          }
        });
    return inside;
  }
}
