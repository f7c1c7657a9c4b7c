package io.bactrian.imaging.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadPhantomTest {
  private static final int HEADS = 8;
  private final Sample[] heads = new Sample[HEADS];

  @BeforeAll
  void generate() {
    for (int seed = 0; seed < HEADS; seed++) {
      heads[seed] = HeadPhantom.generate(seed);
    }
  }

  @Test
  void theSameSeedGivesTheSameHeadAndAnotherSeedAnother() {
    Sample again = HeadPhantom.generate(3);
    assertThat(again.geometry()).isEqualTo(heads[3].geometry());
    assertThat(again.channels().get(0).toFloats()).isEqualTo(heads[3].channels().get(0).toFloats());
    assertThat(again.label().labels()).isEqualTo(heads[3].label().labels());
    assertThat(again.geometry()).isNotEqualTo(heads[4].geometry());
  }

  @Test
  void everyHeadHasBothStructuresInPlausibleSizesAndNothingElse() {
    for (Sample head : heads) {
      Geometry geometry = head.geometry();
      double millilitres = geometry.spacing(0) * geometry.spacing(1) * geometry.spacing(2) / 1000;
      assertThat(head.label().counts().keySet()).containsExactlyElementsOf(HeadPhantom.LABELS);
      assertThat(head.label().counts().get(HeadPhantom.HIPPOCAMPUS) * millilitres)
          .isBetween(12., 40.);
      assertThat(head.label().counts().get(HeadPhantom.TUMOUR) * millilitres).isBetween(3., 60.);
      assertThat(head.label().geometry()).isEqualTo(geometry);
    }
  }

  @Test
  void sizeSpacingAndOrientationVaryAroundOneField() {
    Set<List<Integer>> orders = new HashSet<>();
    Set<Double> spacings = new HashSet<>();
    for (Sample head : heads) {
      Geometry geometry = head.geometry();
      orders.add(
          List.of(dominantAxis(geometry, 0), dominantAxis(geometry, 1), dominantAxis(geometry, 2)));
      for (int axis = 0; axis < 3; axis++) {
        spacings.add(geometry.spacing(axis));
        assertThat(geometry.spacing(axis)).isBetween(2.6, 3.1);
        assertThat(geometry.size(axis)).isBetween(54, 82);
      }
      double[] middle =
          geometry.toPhysical(
              (geometry.size(0) - 1) / 2.0,
              (geometry.size(1) - 1) / 2.0,
              (geometry.size(2) - 1) / 2.0);
      assertThat(middle).containsExactly(new double[] {0, -4, 6}, within(1e-9));
    }
    assertThat(orders).hasSizeGreaterThan(3);
    assertThat(spacings).hasSizeGreaterThan(15);
  }

  /** The signed LPS axis, 1 to 3, that an axis of the image runs along, and it is a bit oblique. */
  private static int dominantAxis(Geometry geometry, int column) {
    for (int row = 0; row < 3; row++) {
      double cosine = geometry.direction(row, column);
      if (Math.abs(cosine) > 0.95) {
        assertThat(Math.abs(cosine)).isLessThan(1);
        return (int) Math.signum(cosine) * (row + 1);
      }
    }
    throw new AssertionError("An axis runs along no axis of the patient: " + geometry);
  }

  @Test
  void theHippocampiLieOnBothSidesOfTheLowerBrainInPatientCoordinates() {
    for (Sample head : heads) {
      int left = 0;
      int right = 0;
      LabelMap map = head.label();
      Geometry geometry = map.geometry();
      for (int i = 0; i < map.labels().length; i++) {
        if (map.labels()[i] == HeadPhantom.HIPPOCAMPUS) {
          double[] point = point(geometry, i);
          left += point[0] > 10 ? 1 : 0;
          right += point[0] < -10 ? 1 : 0;
          if (Math.abs(point[1] - 10) > 50 || Math.abs(point[2]) > 40) {
            fail("Hippocampus at " + Arrays.toString(point));
          }
        }
      }
      assertThat(left / (double) right).isBetween(0.5, 2.0);
    }
  }

  private static double[] point(Geometry geometry, int index) {
    int x = index % geometry.size(0);
    int y = index / geometry.size(0) % geometry.size(1);
    return geometry.toPhysical(x, y, index / geometry.size(0) / geometry.size(1));
  }

  @Test
  void signalsAreFiniteNotBelowZeroAndDifferBetweenStructureAndSurroundings() {
    for (Sample head : heads) {
      float[] values = head.channels().get(0).toFloats();
      double[] sum = new double[3];
      int[] count = new int[3];
      for (int i = 0; i < values.length; i++) {
        int label = head.label().labels()[i];
        sum[label] += values[i];
        count[label]++;
      }
      float[] sorted = values.clone();
      Arrays.sort(sorted);
      assertThat(sorted[0]).isNotNegative();
      assertThat(sorted[sorted.length - 1]).isBetween(300f, 4000f); // NaN would come last
      float air = sorted[sorted.length / 20];
      float white = sorted[(int) (0.9 * sorted.length)];
      assertThat(white / air).isGreaterThan(8);
      assertThat(sum[HeadPhantom.HIPPOCAMPUS] / count[HeadPhantom.HIPPOCAMPUS] / white)
          .isBetween(0.35, 0.9);
    }
  }

  @Test
  void aWrittenCohortReadsBackWithItsGeometryAndLabels(@TempDir Path folder) throws IOException {
    Path csv = PhantomCohort.write(folder.resolve("demo"), 2, 7);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines)
        .containsExactly(
            "SubjectID,Channel_0,Label",
            "phantom-001,phantom-001_t1.nii.gz,phantom-001_seg.nii.gz",
            "phantom-002,phantom-002_t1.nii.gz,phantom-002_seg.nii.gz");
    Sample head = HeadPhantom.generate(new java.util.SplittableRandom(7).nextLong());
    Image image = ImageReader.read(csv.resolveSibling("phantom-001_t1.nii.gz"));
    assertThat(image.geometry().matches(head.geometry(), 1e-3)).isTrue();
    float[] written = head.channels().get(0).toFloats();
    float[] read = image.toFloats();
    float difference = 0;
    for (int i = 0; i < read.length; i++) {
      difference = Math.max(difference, Math.abs(read[i] - written[i]));
    }
    assertThat(difference).isBetween(0.01f, 0.5001f); // whole numbers in the file
    Image label = ImageReader.read(csv.resolveSibling("phantom-001_seg.nii.gz"));
    assertThat(LabelMap.of(label, "seg").labels()).isEqualTo(head.label().labels());
    assertThat(ImageReader.read(csv.resolveSibling("phantom-002_t1.nii.gz")).toFloats())
        .isNotEqualTo(read);
  }

  @Test
  void aCohortNeedsASubject(@TempDir Path folder) {
    assertThatThrownBy(() -> PhantomCohort.write(folder, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one subject, not 0");
  }
}
