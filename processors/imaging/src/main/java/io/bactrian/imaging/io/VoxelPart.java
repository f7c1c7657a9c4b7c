package io.bactrian.imaging.io;

import java.nio.file.Path;

/**
 * A file that holds voxels, alone or as one of several.
 *
 * @param offset bytes of the file before the (packed) voxels
 * @param skip bytes to leave out after unpacking
 */
public record VoxelPart(Path file, long offset, Packing packing, long skip) {
  /** Voxels that are not packed. */
  public static VoxelPart raw(Path file, long offset) {
    return new VoxelPart(file, offset, Packing.RAW, 0);
  }
}
