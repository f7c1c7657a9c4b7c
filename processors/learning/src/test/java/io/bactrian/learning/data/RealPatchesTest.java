package io.bactrian.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.cohort.Subject;
import io.bactrian.learning.augmentation.Affine;
import io.bactrian.learning.augmentation.Ranges;
import io.bactrian.learning.sampling.LabelSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On hippocampus MRI of the Medical Segmentation Decathlon, where it lies beside the checkout. */
@Timeout(120)
class RealPatchesTest {
  private static List<Subject> subjects() throws IOException {
    Path folder = Path.of(System.getProperty("bactrian.shared", "none"), "hippocampus");
    assumeTrue(Files.isDirectory(folder.resolve("images")), "no hippocampus data in " + folder);
    try (Stream<Path> images = Files.list(folder.resolve("images"))) {
      return images
          .sorted()
          .limit(6)
          .map(
              image ->
                  new Subject(
                      image.getFileName().toString(),
                      Map.of("Channel_0", image.toString()),
                      folder.resolve("labels").resolve(image.getFileName()).toString(),
                      null,
                      Map.of(),
                      null))
          .toList();
    }
  }

  @Test
  void smallImagesArePaddedAndEveryPatchHoldsTheHippocampus() throws Exception {
    List<SubjectSource> subjects = CohortSubject.of(subjects());
    try (PatchLoader loader =
        PatchLoader.builder(subjects, 1, List.of(0, 1, 2), 48, 64, 48)
            .batchSize(4)
            .samplesPerVolume(3)
            .padding(Padding.CONSTANT)
            .sampler(LabelSampler.balanced())
            .augmentations(
                List.of(
                    new Affine(
                        Ranges.around(1, 0.1), Ranges.around(0, 15), Ranges.around(0, 2), false)))
            .build()) {
      loader.start(0);
      int patches = 0;
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          patches += batch.size();
          for (int n = 0; n < batch.size(); n++) {
            assertHoldsHippocampus(batch, n);
          }
        }
      }
      assertThat(patches).isEqualTo(18);
    }
  }

  private static void assertHoldsHippocampus(Batch batch, int n) {
    int voxels = 48 * 64 * 48;
    int[] counts = new int[3];
    double inside = 0;
    double outside = 0;
    for (int i = n * voxels; i < (n + 1) * voxels; i++) {
      int label = batch.labels().get(i);
      counts[label]++;
      double value = batch.images().get(i);
      inside += label > 0 ? value : 0;
      outside += label > 0 ? 0 : value;
    }
    assertThat(counts[1]).isGreaterThan(500);
    assertThat(counts[2]).isGreaterThan(500);
    assertThat(counts[0]).isGreaterThan(voxels / 2);
    assertThat(inside / (counts[1] + counts[2])).isGreaterThan(outside / counts[0]);
  }
}
