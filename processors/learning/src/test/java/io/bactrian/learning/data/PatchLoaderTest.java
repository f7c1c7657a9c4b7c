package io.bactrian.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.learning.augmentation.Flip;
import io.bactrian.learning.sampling.LabelSampler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatchLoaderTest {
  private static final int SUBJECTS = 5;

  /** Subject s has the value 1000 s + index in memory, and label 4 where x is odd, else 0. */
  private static SubjectSource subject(int number, int x, int y, int z) {
    float[] voxels = new float[x * y * z];
    float[] labels = new float[voxels.length];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = 1000 * number + i;
      labels[i] = i % x % 2 == 1 ? 4 : 0;
    }
    Geometry geometry = Geometry.ofSize(x, y, z);
    return SubjectSource.of(
        "s" + number, List.of(Image.of(voxels, geometry)), Image.of(labels, geometry));
  }

  private static List<SubjectSource> subjects() {
    List<SubjectSource> subjects = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      subjects.add(subject(i, 9, 8, 7));
    }
    return subjects;
  }

  private static PatchLoader.Builder builder(List<SubjectSource> subjects) {
    return PatchLoader.builder(subjects, 1, List.of(0, 4), 4, 3, 2)
        .batchSize(4)
        .samplesPerVolume(6)
        .queueLength(12)
        .augmentations(List.of(new Flip(new int[] {0, 1, 2}, 0.5)))
        .seed(11);
  }

  @Test
  void aBatchThatIsTooLargeIsAMistake() {
    PatchLoader.Builder builder =
        PatchLoader.builder(subjects(), 1, List.of(0, 4), 900, 900, 900).batchSize(2);
    assertThatThrownBy(() -> builder.padding(Padding.CONSTANT).build().start(0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("A batch of 2 patches [900, 900, 900] is too large")
        .hasMessageContaining("patch_size and batch_size");
  }

  private record Copy(float[] images, int[] labels) {}

  private static List<Copy> epoch(PatchLoader loader, int epoch) throws InterruptedException {
    loader.start(epoch);
    List<Copy> copies = new ArrayList<>();
    for (Batch next = loader.next(); next != null; next = loader.next()) {
      try (Batch batch = next) {
        Copy copy =
            new Copy(new float[batch.images().remaining()], new int[batch.labels().remaining()]);
        batch.images().get(0, copy.images());
        batch.labels().get(0, copy.labels());
        copies.add(copy);
      }
    }
    return copies;
  }

  @Test
  void anEpochHasEverySubjectsSamplesAndKeepsTheShortLastBatch() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).build()) {
      assertThat(loader.batches()).isEqualTo(8);
      loader.start(0);
      int[] perSubject = new int[SUBJECTS];
      List<Integer> sizes = new ArrayList<>();
      for (Batch next = loader.next(); next != null; next = loader.next()) {
        try (Batch batch = next) {
          sizes.add(batch.size());
          assertThat(batch.imageShape()).containsExactly(batch.size(), 1, 2, 3, 4);
          assertThat(batch.images().remaining()).isEqualTo(batch.size() * 24);
          assertThat(batch.labels().remaining()).isEqualTo(batch.size() * 24);
          for (int n = 0; n < batch.size(); n++) {
            perSubject[(int) (batch.images().get(n * 24) / 1000)]++;
          }
        }
      }
      assertThat(sizes).containsExactly(4, 4, 4, 4, 4, 4, 4, 2);
      assertThat(perSubject).containsOnly(6);
      assertThat(loader.next()).isNull();
    }
  }

  @Test
  void labelsLieWhereTheImageSaysAfterAugmentation() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).build()) {
      for (Copy copy : epoch(loader, 0)) {
        for (int i = 0; i < copy.images().length; i++) {
          int x = (int) copy.images()[i] % 1000 % 9;
          assertThat(copy.labels()[i]).isEqualTo(x % 2);
        }
      }
    }
  }

  @Test
  void theSameSeedAndEpochGiveTheSameBatchesForAnyNumberOfThreads() throws InterruptedException {
    List<Copy> expected;
    try (PatchLoader loader = builder(subjects()).threads(1).build()) {
      epoch(loader, 0);
      expected = epoch(loader, 3);
    }
    for (int threads : new int[] {1, 2, 4}) {
      // A cache too small for one subject opens subjects again and again: that must not matter.
      try (PatchLoader loader = builder(subjects()).threads(threads).cacheBytes(1).build()) {
        assertThat(epoch(loader, 3)).usingRecursiveComparison().isEqualTo(expected);
      }
    }
  }

  @Test
  void anotherEpochOrSeedGivesOtherPatches() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).build();
        PatchLoader other = builder(subjects()).seed(12).build()) {
      float[] first = epoch(loader, 0).get(0).images();
      assertThat(epoch(loader, 1).get(0).images()).isNotEqualTo(first);
      assertThat(epoch(other, 0).get(0).images()).isNotEqualTo(first);
      assertThat(epoch(loader, 0).get(0).images()).isEqualTo(first);
    }
  }

  @Test
  void aNewEpochDropsTheRestOfAnUnfinishedOne() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).threads(3).build()) {
      List<Copy> expected = epoch(loader, 5);
      for (int i = 0; i < 50; i++) {
        loader.start(i);
        loader.next().close();
        assertThat(epoch(loader, 5)).usingRecursiveComparison().isEqualTo(expected);
      }
    }
  }

  @Test
  void memoryIsReusedAndNoMoreBatchesExistThanPrefetchedPlusOne() throws InterruptedException {
    Set<Batch> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try (PatchLoader loader = builder(subjects()).prefetch(2).build()) {
      for (int epoch = 0; epoch < 20; epoch++) {
        loader.start(epoch);
        for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
          seen.add(batch);
          assertThat(batch.images().isDirect()).isTrue();
          assertThat(batch.images().order()).isEqualTo(ByteOrder.nativeOrder());
          batch.close();
          batch.close();
        }
      }
    }
    assertThat(seen).hasSizeBetween(1, 3);
  }

  @Test
  void anOpenBatchIsNotWrittenToWhileOthersAreTaken() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).prefetch(2).threads(4).build()) {
      loader.start(0);
      Batch kept = loader.next();
      float[] before = new float[kept.images().remaining()];
      kept.images().get(0, before);
      for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
        batch.close();
      }
      float[] after = new float[before.length];
      kept.images().get(0, after);
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void takingBatchesWithoutClosingAnyIsAnErrorInsteadOfADeadlock() throws InterruptedException {
    try (PatchLoader loader = builder(subjects()).prefetch(1).build()) {
      loader.start(0);
      loader.next();
      loader.next();
      assertThatThrownBy(loader::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("All 2 batches are open");
    }
  }

  @Test
  void aLabelOutsideOfTheClassListNamesSubjectAndLabel() {
    try (PatchLoader loader =
        PatchLoader.builder(subjects(), 1, List.of(0, 1), 4, 3, 2).threads(3).build()) {
      loader.start(0);
      assertThatThrownBy(() -> drain(loader))
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining("The label map holds 4, which is not in class_list")
          .hasMessageContaining("subject s")
          .hasMessageContaining("voxel (1, 0, 0)")
          .hasMessageContaining("only labels of class_list [0, 1]");
    }
  }

  @Test
  void theOriginalExceptionOfTheSourceReachesTheConsumerAfterTheGoodBatches() throws Exception {
    ImageContentException broken =
        new ImageContentException("broken", "subject s9", "whole", "replace it");
    List<SubjectSource> subjects = subjects();
    subjects.add(
        new SubjectSource() {
          @Override
          public String id() {
            return "s9";
          }

          @Override
          public Images open() {
            throw broken;
          }
        });
    try (PatchLoader loader = builder(subjects).queueLength(1).threads(2).build()) {
      List<Integer> good = new ArrayList<>();
      for (int epoch = 0; epoch < 10; epoch++) {
        loader.start(epoch);
        int batches = 0;
        try {
          for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
            batch.close();
            batches++;
          }
          fail("The broken subject went unnoticed in epoch " + epoch);
        } catch (ImageContentException e) {
          assertThat(e).isSameAs(broken);
        }
        good.add(batches);
      }
      // The broken subject comes at another place in each epoch; batches before it are usable.
      assertThat(Collections.max(good)).isBetween(4, 7);
      assertThat(Collections.min(good)).isLessThan(Collections.max(good));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(PatchLoader loader) throws InterruptedException {
    for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
      batch.close();
    }
  }

  @Test
  void aPatchLargerThanTheImageNeedsPadding() {
    try (PatchLoader loader = PatchLoader.builder(subjects(), 1, List.of(0, 4), 10, 8, 7).build()) {
      loader.start(0);
      assertThatThrownBy(loader::next)
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining("The patch [10, 8, 7] is larger than the image")
          .hasMessageContaining("[9, 8, 7] voxels")
          .hasMessageContaining("enable_padding: true");
    }
  }

  @Test
  void paddingPutsTheSmallImageInTheMiddle() throws InterruptedException {
    List<SubjectSource> one = List.of(subject(0, 3, 1, 1));
    assertThat(paddedRow(one, Padding.CONSTANT)).containsExactly(0, 0, 0, 1, 2, 0, 0, 0);
    assertThat(paddedRow(one, Padding.EDGE)).containsExactly(0, 0, 0, 1, 2, 2, 2, 2);
    assertThat(paddedRow(one, Padding.SYMMETRIC)).containsExactly(1, 0, 0, 1, 2, 2, 1, 0);
    assertThat(paddedRow(one, Padding.REFLECT)).containsExactly(2, 1, 0, 1, 2, 1, 0, 1);
    assertThat(paddedRow(one, Padding.WRAP)).containsExactly(1, 2, 0, 1, 2, 0, 1, 2);
  }

  private static float[] paddedRow(List<SubjectSource> subjects, Padding padding)
      throws InterruptedException {
    try (PatchLoader loader =
        PatchLoader.builder(subjects, 1, List.of(0, 4), 8, 1, 1).padding(padding).build()) {
      return epoch(loader, 0).get(0).images();
    }
  }

  @Test
  void channelsAndLabelMustFitTogether() {
    Image small = Image.of(new float[8], Geometry.ofSize(2, 2, 2));
    Image large = Image.of(new float[27], Geometry.ofSize(3, 3, 3));
    assertMistake(List.of(small, large), small, 2, "A channel has [3, 3, 3] voxels");
    assertMistake(List.of(small), large, 1, "The label map has [3, 3, 3] voxels");
    assertMistake(List.of(small), null, 1, "The subject has no label map");
    assertMistake(List.of(small), small, 2, "There are 1 channels instead of 2");
  }

  private static void assertMistake(
      List<Image> channels, Image label, int expected, String message) {
    List<SubjectSource> subjects = List.of(SubjectSource.of("p7", channels, label));
    try (PatchLoader loader =
        PatchLoader.builder(subjects, expected, List.of(0), 1, 1, 1).build()) {
      loader.start(0);
      assertThatThrownBy(loader::next)
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining(message)
          .hasMessageContaining("subject p7");
    }
  }

  @Test
  void subjectsAreOpenedOnceWhenTheyFitTheCacheAndAgainWhenNot() throws InterruptedException {
    for (boolean fits : new boolean[] {true, false}) {
      AtomicInteger opened = new AtomicInteger();
      List<SubjectSource> counting = new ArrayList<>();
      for (SubjectSource source : subjects()) {
        counting.add(
            new SubjectSource() {
              @Override
              public String id() {
                return source.id();
              }

              @Override
              public Images open() {
                opened.incrementAndGet();
                return source.open();
              }
            });
      }
      try (PatchLoader loader =
          builder(counting).threads(4).cacheBytes(fits ? 1 << 20 : 4000).build()) {
        epoch(loader, 0);
        epoch(loader, 1);
      }
      if (fits) {
        assertThat(opened.get()).isEqualTo(SUBJECTS);
      } else {
        assertThat(opened.get()).isGreaterThan(SUBJECTS);
      }
    }
  }

  @Test
  void mappedBytesOfAnotherTypeAreReadAsTheirValues() throws InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(2 * 24).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < 24; i++) {
      bytes.putShort(2 * i, (short) (i - 5));
    }
    Geometry geometry = Geometry.ofSize(4, 3, 2);
    Image image =
        Image.of(new ByteBuffer[] {bytes}, 2, io.bactrian.imaging.PixelType.INT16, 2, 1, geometry);
    List<SubjectSource> subjects = List.of(SubjectSource.of("a", List.of(image), null));
    try (PatchLoader loader = PatchLoader.builder(subjects, 1, null, 4, 3, 2).build()) {
      Copy copy = epoch(loader, 0).get(0);
      for (int i = 0; i < 24; i++) {
        assertThat(copy.images()[i]).isEqualTo(2 * (i - 5) + 1);
      }
      assertThat(copy.labels()).isEmpty();
    }
  }

  @Test
  void closingStopsThreadsThatWaitAndLaterCallsSaySo() throws InterruptedException {
    PatchLoader loader = builder(subjects()).threads(4).build();
    loader.start(0);
    loader.next();
    TimeUnit.MILLISECONDS.sleep(20); // the threads are blocked on full batches now
    loader.close();
    Set<String> alive = new HashSet<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("bactrian-patches"))
        .forEach(alive::add);
    assertThat(alive).isEmpty();
    assertThatThrownBy(loader::next).hasMessageContaining("closed");
  }

  @Test
  void waitingIsMeasured() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    SubjectSource ready = subject(0, 9, 8, 7);
    SubjectSource slow =
        new SubjectSource() {
          @Override
          public String id() {
            return "slow";
          }

          @Override
          public Images open() {
            await(asked);
            return ready.open();
          }
        };
    try (PatchLoader loader = builder(List.of(slow)).sampler(LabelSampler.balanced()).build()) {
      assertThat(loader.waitedNanos()).isZero();
      loader.start(0);
      Thread opener =
          new Thread(
              () -> {
                pause(100);
                asked.countDown();
              });
      opener.start();
      loader.next().close();
      assertThat(loader.waitedNanos()).isGreaterThan(20_000_000);
      TimeUnit.MILLISECONDS.sleep(200); // batches are ready by now
      long before = loader.waitedNanos();
      loader.next().close();
      assertThat(loader.waitedNanos()).isEqualTo(before);
    }
  }
}
