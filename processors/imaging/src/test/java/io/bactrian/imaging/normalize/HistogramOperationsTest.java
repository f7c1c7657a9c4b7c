package io.bactrian.imaging.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.normalize.n4.N4BiasCorrection;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against numpy, scipy and scikit-image (make_intensity_reference.py), and by their properties. */
class HistogramOperationsTest {
  private static IntensityProfile squares() {
    float[] squared = Reference.image().clone();
    for (int i = 0; i < squared.length; i++) {
      squared[i] *= squared[i];
    }
    return IntensityProfile.of(squared, 1024, 16, "target");
  }

  @Test
  void percentilesEqualNumpy() {
    assertThat(Percentiles.of(Reference.image(), 0.5, 1, 10, 33.3, 50, 90, 99, 100))
        .containsExactly(Reference.numbers("percentiles"), within(1e-5));
  }

  @Test
  void percentilesOfManySignedValuesEqualThoseOfSortedOnes() {
    float[] values = new float[100_003];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextInt(5) == 0 ? -0.0 : 1e3 * random.nextGaussian());
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] found = Percentiles.of(values, 1, 50, 99.5);
    for (int i = 0; i < 3; i++) {
      double position = new double[] {0.01, 0.5, 0.995}[i] * (sorted.length - 1);
      int below = (int) position;
      double expected =
          sorted[below] + (position - below) * ((double) sorted[below + 1] - sorted[below]);
      assertThat(found[i]).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void otsuEqualsScikitImage() {
    assertThat((double) Otsu.threshold(Reference.image()))
        .isCloseTo(Reference.numbers("otsu")[0], within(1e-3));
  }

  @Test
  void rescaleFromGivenValuesEqualsTorchIo() {
    Operation rescale = new Rescale(0, 1, 5, 95, List.of(15.0, 125.0), Mask.ALL);
    Reference.assertEqual(Reference.apply(rescale), "rescale_in");
  }

  @Test
  void matchingEqualsTheFormula() {
    Reference.assertEqual(Reference.apply(new HistogramMatching(squares(), 1024, 16)), "matching");
    Reference.assertEqual(
        Reference.apply(HistogramMatching.equalization(1024, 16)), "equalization");
  }

  @Test
  void matchingToItselfChangesNothing() {
    IntensityProfile own = IntensityProfile.of(Reference.image(), 1024, 16, "target");
    assertThat(Reference.apply(new HistogramMatching(own, 1024, 16)))
        .containsExactly(Reference.image(), within(1e-3f));
  }

  @Test
  void equalizationEqualsScikitImage() {
    Reference.assertEqual(Reference.apply(new HistogramEqualization(256, Mask.ALL)), "equalize");
    int[] inside = new int[630];
    Arrays.setAll(inside, i -> Reference.image()[i] > 300 ? 2 : 0);
    Sample masked = Reference.sample().withMask(new LabelMap(inside, Reference.geometry()));
    Reference.assertEqual(
        Reference.apply(new HistogramEqualization(64, Mask.FILE), masked), "equalize_masked");
  }

  @Test
  void contrastLimitedEqualizationEqualsScikitImage() {
    Reference.assertEqual(
        Reference.apply(new ContrastLimitedEqualization(List.of(3, 4, 3), 0.05, 256)), "clahe");
    Operation standard = new ContrastLimitedEqualization();
    Reference.assertEqual(every(4, standard, Reference.tiled(3, 3, 3, 7)), "clahe_default");
    Reference.assertEqual(every(2, standard, Reference.tiled(4, 4, 1, 1)), "clahe_2d");
  }

  private static float[] every(int step, Operation operation, Sample sample) {
    float[] all = Reference.apply(operation, sample);
    Geometry grid = sample.geometry();
    double[] kept =
        IntStream.range(0, all.length)
            .filter(i -> i % grid.size(0) % step == 0)
            .filter(i -> i / grid.size(0) % grid.size(1) % step == 0)
            .filter(i -> i / grid.size(0) / grid.size(1) % step == 0)
            .mapToDouble(i -> all[i])
            .toArray();
    float[] floats = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      floats[i] = (float) kept[i];
    }
    return floats;
  }

  @Test
  void powerLawEqualizationEqualsTheFormula() {
    Reference.assertEqual(Reference.apply(new PowerLawEqualization()), "power_law");
    // Alpha 1 and beta 1 change nothing.
    assertThat(Reference.apply(new PowerLawEqualization(1, 1, 2)))
        .containsExactly(Reference.image(), within(0.02f));
  }

  @Test
  void nyulEqualsScipy() {
    int[] inside = new int[630];
    Arrays.setAll(inside, i -> Reference.image()[i] > 100 ? 1 : 0);
    Sample sample = Reference.sample().withMask(new LabelMap(inside, Reference.geometry()));
    float[] roots = Reference.image().clone();
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(roots[i]);
    }
    Sample other = sample.withChannels(List.of(Image.of(roots, Reference.geometry())));
    NyulSettings settings = new NyulSettings(NyulSettings.PERCENTILES, 0, 100, Mask.FILE);
    NyulLandmarks landmarks =
        NyulLandmarks.learn(
            List.of(
                NyulLandmarks.measure(sample, settings, "a"),
                NyulLandmarks.measure(other, settings, "b")),
            settings);
    assertThat(landmarks.subjects()).isEqualTo(2);
    assertThat(landmarks.channels().get(0).stream().mapToDouble(v -> v).toArray())
        .containsExactly(Reference.numbers("nyul_scale"), within(1e-3));
    Reference.assertEqual(Reference.apply(new NyulStandardization(landmarks), sample), "nyul");
    Sample two = sample.withChannels(List.of(sample.channels().get(0), other.channels().get(0)));
    assertThatThrownBy(() -> new NyulStandardization(landmarks).apply(two, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("learned for 1 channels")
        .hasMessageContaining("case-7");
  }

  static List<Operation> monotone() {
    NyulSettings settings = new NyulSettings(NyulSettings.PERCENTILES, 0, 100, Mask.POSITIVE);
    NyulLandmarks landmarks =
        NyulLandmarks.learn(
            List.of(NyulLandmarks.measure(Reference.sample(), settings, "a")), settings);
    return List.of(
        new Rescale(0, 1, 2, 98),
        new HistogramMatching(squares(), 1024, 16),
        HistogramMatching.equalization(64, 4),
        new HistogramEqualization(256, Mask.ALL),
        new NyulStandardization(landmarks));
  }

  /** Random images with many equal values and a background: never NaN, order kept. */
  @ParameterizedTest
  @MethodSource("monotone")
  void theOrderOfIntensitiesIsKept(Operation operation) {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      float[] values = new float[1000];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(3 + 40 * round);
      }
      values[0] = 1000;
      Sample sample = new Sample(List.of(Image.of(values, Geometry.ofSize(10, 10, 10))));
      float[] mapped = Reference.apply(operation, sample);
      Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
      Arrays.sort(order, (a, b) -> Float.compare(values[a], values[b]));
      for (int i = 1; i < order.length; i++) {
        assertThat(mapped[order[i]]).isFinite();
        assertThat(mapped[order[i]]).isGreaterThanOrEqualTo(mapped[order[i - 1]] - 1e-6f);
      }
    }
  }

  static List<Operation> needingStructure() {
    return List.of(
        new HistogramMatching(squares(), 1024, 16),
        new HistogramEqualization(256, Mask.ALL),
        new ContrastLimitedEqualization(),
        new PowerLawEqualization(),
        new Rescale(0, 1, 5, 95),
        new N4BiasCorrection(),
        new ZScore(Mask.OTSU),
        monotone().get(4));
  }

  @ParameterizedTest
  @MethodSource("needingStructure")
  void aConstantImageIsAnErrorThatNamesTheSubject(Operation operation) {
    float[] values = new float[27];
    Arrays.fill(values, 4);
    Sample sample = new Sample(List.of(Image.of(values, Geometry.ofSize(3, 3, 3))));
    assertThatThrownBy(() -> operation.apply(sample, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("subject case-7, channel 1");
  }

  /** The mask lies on another grid: turned, shifted and with voxels twice as large. */
  @Test
  void masksAreLookedUpByPlace() {
    Geometry grid = Geometry.ofSize(4, 1, 1);
    Sample sample = new Sample(List.of(Image.of(new float[] {1, 3, 5, 100}, grid)));
    double[] mirrored = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
    Geometry other =
        new Geometry(
            new int[] {2, 1, 1}, new double[] {2, 1, 1}, new double[] {2.5, 0, 0}, mirrored);
    Sample masked = sample.withMask(new LabelMap(new int[] {0, 7}, other));
    // Voxels 0 and 1: mean 2, deviation sqrt(2).
    assertThat(Reference.apply(new ZScore(Mask.FILE), masked))
        .containsExactly(
            new float[] {-0.70710678f, 0.70710678f, 2.1213203f, 69.296465f}, within(1e-4f));
    assertThat(Reference.apply(new ZScore(Mask.FILE, true), masked))
        .containsExactly(new float[] {-0.70710678f, 0.70710678f, 5, 100}, within(1e-4f));
    Sample labelled = new Sample(sample.channels(), new LabelMap(new int[] {0, 1, 1, 0}, grid));
    assertThat(Reference.apply(new ZScore(Mask.LABEL), labelled)[3])
        .isCloseTo(67.882251f, within(1e-3f));
    assertThatThrownBy(() -> new ZScore(Mask.FILE).apply(sample, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("has no mask file")
        .hasMessageContaining("BrainMask");
    assertThatThrownBy(() -> new ZScore(Mask.LABEL).apply(sample, "case-7"))
        .hasMessageContaining("has no label")
        .hasMessageContaining("subjects to predict have no label");
    Sample empty = sample.withMask(new LabelMap(new int[] {0, 0}, other));
    assertThatThrownBy(() -> new HistogramEqualization(256, Mask.FILE).apply(empty, "case-7"))
        .hasMessageContaining("The mask file holds no voxel")
        .hasMessageContaining("case-7, channel 1");
  }

  @Test
  void whatIsOutsideTheMaskDoesNotMatter() {
    float[] values = Reference.image().clone();
    int[] inside = new int[values.length];
    Arrays.setAll(inside, i -> i % 3 == 0 ? 1 : 0);
    float[] changed = values.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = inside[i] == 1 ? changed[i] : 5000 - changed[i];
    }
    LabelMap mask = new LabelMap(inside, Reference.geometry());
    for (Operation operation :
        List.of(new ZScore(Mask.FILE), new HistogramEqualization(99, Mask.FILE))) {
      float[] a = Reference.apply(operation, Reference.sample().withMask(mask));
      Image image = Image.of(changed, Reference.geometry());
      float[] b = Reference.apply(operation, new Sample(List.of(image), null, mask));
      for (int i = 0; i < a.length; i += 3) {
        assertThat(a[i]).isEqualTo(b[i]);
      }
    }
  }

  @Test
  void opacityIsAddedAndTakenOff() {
    Image image = Reference.sample().channels().get(0);
    Sample three = new Sample(List.of(image, image, image));
    Sample four = new RgbToRgba().apply(three, "s");
    assertThat(four.channels()).hasSize(4);
    assertThat(four.channels().get(3).toFloats()).containsOnly(255);
    assertThat(new RgbaToRgb().apply(four, "s")).isEqualTo(three);
    assertThat(new RgbaToRgb().apply(three, "s")).isSameAs(three);
    assertThat(new RgbToRgba().apply(four, "s")).isSameAs(four);
  }
}
