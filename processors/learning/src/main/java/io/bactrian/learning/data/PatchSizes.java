package io.bactrian.learning.data;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.io.ImageReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether patches that are not padded fit into the images that they are cut from. */
public final class PatchSizes {
  private static final int LARGEST_BATCH = Integer.MAX_VALUE / Float.BYTES;

  private PatchSizes() {}

  /**
   * Looks at the batch, and at all images before anything is trained on. Only at processed ones, of
   * which no more than the header is read; others are seen when their first patch is cut.
   *
   * @throws ImageContentException when some are smaller than a patch, with the number of them
   */
  public static void check(Configuration configuration, List<Subject> subjects) {
    int[] patch = configuration.training().patchSize();
    checkBatch(configuration.training().batchSize(), configuration.model().channels(), patch);
    if (configuration.sampler().padding()) {
      return;
    }
    ImageContentException first = null;
    int others = 0;
    for (Subject subject : subjects) {
      if (subject.original() != null) {
        Geometry image = ImageReader.read(Path.of(subject.images().get(0))).geometry();
        if (!fits(patch, image)) {
          others += first == null ? 0 : 1;
          first = first == null ? tooSmall(patch, image, subject.id()) : first;
        }
      }
    }
    if (others > 0) {
      throw new ImageContentException(
          first.what(),
          first.where() + ", and " + others + " more of " + subjects.size() + " subjects",
          first.expected(),
          first.mend());
    }
    if (first != null) {
      throw first;
    }
  }

  /**
   * A batch is one piece of memory, whose bytes an int counts.
   *
   * @throws ConfigurationException when it cannot be
   */
  static void checkBatch(int patches, int channels, int[] patch) {
    double values = (double) patches * channels * patch[0] * patch[1] * patch[2];
    if (values > LARGEST_BATCH) {
      throw new ConfigurationException(
          "A batch of " + patches + " patches " + Arrays.toString(patch) + " is too large",
          "patch_size and batch_size",
          "no more than " + LARGEST_BATCH + " voxels in all channels of a batch",
          "lower patch_size or batch_size; accumulate_batches makes one step of several batches");
    }
  }

  static boolean fits(int[] patch, Geometry image) {
    for (int axis = 0; axis < 3; axis++) {
      if (patch[axis] > image.size(axis)) {
        return false;
      }
    }
    return true;
  }

  static ImageContentException tooSmall(int[] patch, Geometry image, String subject) {
    return new ImageContentException(
        "The patch " + Arrays.toString(patch) + " is larger than the image",
        "subject " + subject + ", " + Arrays.toString(image.size()) + " voxels",
        "images at least as large as patch_size along every axis (x, y, z)",
        "set enable_padding: true in patch_sampler, or choose a smaller patch_size");
  }
}
