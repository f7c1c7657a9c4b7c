package io.bactrian.imaging.harmonize;

/**
 * Voxels at both ends of each axis, to take off or to add. The order is that of TorchIO.
 *
 * @param x0 before the first voxel along x
 * @param x1 behind the last
 */
public record Border(int x0, int x1, int y0, int y1, int z0, int z1) {
  public Border {
    if (x0 < 0 || x1 < 0 || y0 < 0 || y1 < 0 || z0 < 0 || z1 < 0) {
      throw new IllegalArgumentException("A border below 0");
    }
  }

  /**
   * @param voxels one number for all ends, three for x, y, z with both ends alike, or six: x
   *     before, x behind, y before and so on
   * @throws IllegalArgumentException for another count, or below 0
   */
  public static Border of(int... voxels) {
    return switch (voxels.length) {
      case 1 -> of(voxels[0], voxels[0], voxels[0]);
      case 3 -> new Border(voxels[0], voxels[0], voxels[1], voxels[1], voxels[2], voxels[2]);
      case 6 -> new Border(voxels[0], voxels[1], voxels[2], voxels[3], voxels[4], voxels[5]);
      default -> throw new IllegalArgumentException("A border is 1, 3 or 6 numbers");
    };
  }

  int[] before() {
    return new int[] {x0, y0, z0};
  }

  int[] behind() {
    return new int[] {x1, y1, z1};
  }
}
