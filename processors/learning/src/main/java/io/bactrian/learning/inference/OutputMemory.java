package io.bactrian.learning.inference;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.learning.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the probabilities of an image are added up: on the heap or, when they are larger than a
 * limit, in a temporary file that is mapped into memory, so that the system moves them to the disk
 * as it needs room. The file has no name any more where the system allows that, and is gone with
 * the images.
 *
 * @param volumes of each class, all zero at first, x fastest
 * @param images over the same memory
 */
record OutputMemory(FloatBuffer[] volumes, List<Image> images) {
  /** System property: MiB of probabilities of an image that are kept on the heap. */
  static final String LIMIT = "bactrian.output.limit";

  /** By the system property; a quarter of the largest heap otherwise. */
  static long limit() {
    return Long.getLong(LIMIT, Runtime.getRuntime().maxMemory() >> 22) << 20;
  }

  /**
   * @param limit bytes of all classes together that may lie on the heap
   * @throws ModelException for an image of which one class has 2 GiB
   */
  static OutputMemory create(int classes, Geometry geometry, long limit) {
    long bytes = 4 * geometry.voxels();
    if (bytes > Integer.MAX_VALUE) {
      throw new ModelException(
          "The image is too large to be predicted",
          geometry.voxels() + " voxels",
          "at most " + Integer.MAX_VALUE / 4 + " voxels",
          "crop the images, or resample them to a coarser spacing");
    }
    FloatBuffer[] volumes = new FloatBuffer[classes];
    List<Image> images = new ArrayList<>();
    if (classes * bytes <= limit) {
      for (int c = 0; c < classes; c++) {
        float[] values = new float[(int) geometry.voxels()];
        volumes[c] = FloatBuffer.wrap(values);
        images.add(Image.of(values, geometry));
      }
      return new OutputMemory(volumes, images);
    }
    try {
      Path file = Files.createTempFile("bactrian-", ".probabilities");
      file.toFile().deleteOnExit();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        for (int c = 0; c < classes; c++) {
          ByteBuffer mapped =
              channel
                  .map(FileChannel.MapMode.READ_WRITE, c * bytes, bytes)
                  .order(ByteOrder.nativeOrder());
          volumes[c] = mapped.asFloatBuffer();
          images.add(Image.of(mapped, PixelType.FLOAT32, geometry));
        }
      }
      Files.delete(file);
      return new OutputMemory(volumes, images);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary file for probabilities", e);
    }
  }
}
