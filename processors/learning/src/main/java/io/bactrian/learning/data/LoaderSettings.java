package io.bactrian.learning.data;

import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.sampling.PatchSampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a {@link PatchLoader} was built with; see its builder for the meaning of each. */
record LoaderSettings(
    List<SubjectSource> subjects,
    int channels,
    List<Integer> classList,
    int[] patchSize,
    int batchSize,
    int samplesPerVolume,
    int queueLength,
    PatchSampler sampler,
    List<Augmentation> augmentations,
    Padding padding,
    int threads,
    int prefetch,
    long seed,
    long cacheBytes,
    float[] targets,
    double[] drawn) {
  LoaderSettings {
    subjects = List.copyOf(subjects);
    classList = classList == null ? null : List.copyOf(classList);
    patchSize = patchSize.clone();
    // The sort is stable: the rest keeps its order.
    List<Augmentation> ordered = new ArrayList<>(augmentations);
    ordered.sort(
        Comparator.comparing((Augmentation augmentation) -> !augmentation.needsSurroundings())
            .thenComparing(augmentation -> !augmentation.needsColours()));
    augmentations = List.copyOf(ordered);
    require(!subjects.isEmpty(), "There are no subjects to cut patches from");
    require(channels >= 1, "channels is below 1");
    require(patchSize.length == 3, "patchSize has not 3 axes");
    require(patchSize[0] > 0 && patchSize[1] > 0 && patchSize[2] > 0, "patchSize is below 1");
    require(batchSize >= 1, "batchSize is below 1");
    require(samplesPerVolume >= 1, "samplesPerVolume is below 1");
    require(threads >= 1, "threads is below 1");
    require(prefetch >= 1, "prefetch is below 1");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  boolean labelled() {
    return classList != null;
  }
}
