package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;
import java.util.List;

/**
 * Contrast-limited adaptive histogram equalization in 2D and 3D (Zuiderveld, Graphics Gems IV,
 * 1994): the image is divided into tiles, the histogram of each tile is cut at a limit and
 * equalized, and each voxel is mapped by its neighbouring tiles' maps, interpolated linearly. The
 * result reaches from 0 to 1. Geometry and label stay.
 *
 * <p>Gives what scikit-image's equalize_adapthist gives for images of whole numbers up to 16 bits;
 * that one rounds floats to 16 bits first, this one does not.
 *
 * @param tile voxels of a tile along x, y, z; null for an eighth of the image along each axis
 * @param clipLimit part of a tile's voxels that one bin may hold; 0 for no limit
 * @param bins of the histograms
 */
public record ContrastLimitedEqualization(List<Integer> tile, double clipLimit, int bins)
    implements Operation {
  /** Grey levels, as in scikit-image. */
  static final int LEVELS = 1 << 14;

  public ContrastLimitedEqualization {
    tile = tile == null ? null : List.copyOf(tile);
    if (tile != null && (tile.size() != 3 || tile.stream().anyMatch(side -> side < 1))) {
      throw new IllegalArgumentException("Not a tile: " + tile);
    }
    if (!(clipLimit >= 0 && clipLimit <= 1) || bins < 2 || bins > LEVELS) {
      throw new IllegalArgumentException("Limit " + clipLimit + ", bins " + bins);
    }
  }

  /** With the defaults of scikit-image. */
  public ContrastLimitedEqualization() {
    this(null, 0.01, 256);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(sample, subject, this::equalize);
  }

  private float[] equalize(float[] voxels, Image image, String where) {
    float[] range = Percentiles.extremes(voxels);
    if (!Channels.isRange(range[0], range[1])) {
      throw Channels.constant("to equalize", range[0], range[1], where);
    }
    Geometry geometry = image.geometry();
    int[] sides = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int side = tile == null ? Math.max(1, geometry.size(axis) / 8) : tile.get(axis);
      sides[axis] = geometry.size(axis) == 1 ? 1 : side;
    }
    short[] binned = binned(voxels, range[0], range[1]);
    TileMaps maps = TileMaps.of(binned, geometry, sides, clipLimit, bins);
    Slices.forEach(geometry.size(2), z -> maps.mapSlice(z, voxels));
    float[] mapped = Percentiles.extremes(voxels);
    float low = mapped[0];
    // All alike when one bin holds everything: then all become 0.
    double factor = mapped[1] > low ? 1.0 / (mapped[1] - low) : 0;
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = (float) ((voxels[i] - low) * factor);
          }
        });
    return voxels;
  }

  private short[] binned(float[] voxels, double low, double high) {
    short[] binned = new short[voxels.length];
    int binSize = 1 + LEVELS / bins;
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            double level = Math.rint((voxels[i] - low) / (high - low) * (LEVELS - 1));
            binned[i] = (short) ((int) level / binSize);
          }
        });
    return binned;
  }
}
