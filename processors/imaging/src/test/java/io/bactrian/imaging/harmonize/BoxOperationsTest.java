package io.bactrian.imaging.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BoxOperationsTest {
  private static Sample line(float... voxels) {
    Geometry geometry = Geometry.ofSize(voxels.length, 1, 1);
    return new Sample(List.of(Image.of(voxels, geometry)));
  }

  private static float[] first(Sample sample) {
    return sample.channels().get(0).toFloats();
  }

  @Test
  void paddingPutsTheOddVoxelFirst() {
    Sample line = line(1, 2, 3);
    assertThat(first(new PadOrCrop(6, 0, 0).apply(line, "s"))).containsExactly(0, 0, 1, 2, 3, 0);
    assertThat(first(new PadOrCrop(6, 0, 0, Padding.EDGE, 0).apply(line, "s")))
        .containsExactly(1, 1, 1, 2, 3, 3);
    assertThat(first(new PadOrCrop(6, 0, 0, Padding.REFLECT, 0).apply(line, "s")))
        .containsExactly(3, 2, 1, 2, 3, 2);
    // As numpy.pad([1, 2, 3], (4, 3), "reflect").
    assertThat(first(new PadOrCrop(10, 0, 0, Padding.REFLECT, 0).apply(line, "s")))
        .containsExactly(1, 2, 3, 2, 1, 2, 3, 2, 1, 2);
    assertThat(first(new PadOrCrop(3, 2, 1, Padding.REFLECT, 0).apply(line, "s")))
        .containsExactly(1, 2, 3, 1, 2, 3);
  }

  @Test
  void croppingTakesTheOddVoxelFirst() {
    Sample line = line(1, 2, 3, 4, 5);
    Sample cropped = new PadOrCrop(2, 0, 0).apply(line, "s");
    assertThat(first(cropped)).containsExactly(3, 4);
    assertThat(cropped.geometry().origin()).containsExactly(2, 0, 0);
    assertThat(first(new CropBorder(Border.of(1, 0, 0)).apply(line, "s"))).containsExactly(2, 3, 4);
    assertThat(new PadOrCrop(5, 1, 0).apply(line, "s").channels()).isEqualTo(line.channels());
  }

  @ParameterizedTest
  @EnumSource(Padding.class)
  void paddingEqualsNumpy(Padding mode) {
    Geometry grid = Geometry.ofSize(3, 4, 2);
    LabelMap labels = ReferenceImages.labels(grid);
    Sample sample = new Sample(List.of(ReferenceImages.image(grid)), labels);
    Sample padded = new Pad(new Border(7, 4, 1, 0, 2, 3), mode, -5).apply(sample, "s");
    float[] expected =
        ReferenceImages.numbers("pad_" + mode.name().toLowerCase(Locale.ROOT) + ".txt");
    assertThat(first(padded)).containsExactly(expected);
    assertThat(padded.geometry().size()).containsExactly(14, 5, 7);
    assertThat(padded.geometry().origin()).containsExactly(-7, -1, -2);
    for (int v = 0; v < expected.length; v++) {
      // Labels are padded alike, but a constant is background.
      assertThat(padded.label().labels()[v]).isEqualTo((int) Math.max(0, expected[v]));
    }
  }

  @Test
  void aBorderIsOneThreeOrSixNumbers() {
    assertThat(Border.of(2)).isEqualTo(new Border(2, 2, 2, 2, 2, 2));
    assertThat(Border.of(1, 2, 3)).isEqualTo(new Border(1, 1, 2, 2, 3, 3));
    assertThat(Border.of(1, 2, 3, 4, 5, 6)).isEqualTo(new Border(1, 2, 3, 4, 5, 6));
    assertThatThrownBy(() -> Border.of(1, 2)).hasMessage("A border is 1, 3 or 6 numbers");
    assertThatThrownBy(() -> Border.of(-1)).hasMessage("A border below 0");
  }

  @Test
  void tooMuchPaddingIsTold() {
    int much = Integer.MAX_VALUE;
    Pad pad = new Pad(Border.of(much), Padding.EDGE, 0);
    assertThatThrownBy(() -> pad.apply(line(1, 2), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("Padding would make more voxels than fit into memory")
        .hasMessageContaining("case-7");
  }

  @Test
  void tooMuchCroppingIsTold() {
    assertThatThrownBy(() -> new CropBorder(Border.of(1, 0, 0)).apply(line(1, 2), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("leaves nothing of axis x");
  }

  @Test
  void zeroPlanesAreCroppedWhereAllChannelsAndTheLabelAreZero() {
    Geometry geometry = Geometry.ofSize(6, 2, 1);
    Image first = Image.of(new float[] {0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0}, geometry);
    Image second = Image.of(new float[] {0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0}, geometry);
    LabelMap label = new LabelMap(new int[] {0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0}, geometry);
    Sample sample = new Sample(List.of(first, second), label);

    Sample cropped = new CropZeroPlanes().apply(sample, "s");
    assertThat(cropped.geometry().size()).containsExactly(3, 1, 1);
    assertThat(first(cropped)).containsExactly(5, 0, 0);
    assertThat(cropped.label().labels()).containsExactly(0, 0, 2);
    assertThat(cropped.geometry().origin()).containsExactly(2, 0, 0);

    Sample least = new CropZeroPlanes(4, 2, 1).apply(sample, "s");
    assertThat(first(least)).containsExactly(0, 5, 0, 0, 0, 0, 0, 0);
    Sample whole = new CropZeroPlanes(60, 1, 1).apply(sample, "s");
    assertThat(whole.geometry().size()).containsExactly(6, 1, 1);

    Sample empty = new Sample(List.of(Image.of(new float[12], geometry)));
    assertThatThrownBy(() -> new CropZeroPlanes().apply(empty, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("All voxels are 0")
        .hasMessageContaining("case-7");
  }

  /** Shapes and voxels printed by nibabel.as_closest_canonical in make_reference.py. */
  @ParameterizedTest
  @CsvSource({
    "ras_sform, 5, 4, 3, 0, 7, 14, 21",
    "las_qform, 5, 4, 3, 5, 21, 14, 7",
    "pir_sform, 3, 5, 4, 9, 13, 21, 2",
    "oblique_qform, 5, 4, 3, 0, 7, 14, 21",
    "oblique_mirrored_sform, 5, 4, 3, 18, 12, 6, 0"
  })
  void canonicalEqualsNibabel(
      String name, int x, int y, int z, float a, float b, float c, float d) {
    Image image = ImageReader.read(ReferenceImages.file(name + ".nii"));
    Sample canonical = new Canonical().apply(new Sample(List.of(image)), name);
    assertThat(canonical.geometry().size()).containsExactly(x, y, z);
    assertThat(Arrays.copyOf(first(canonical), Math.min(4, x)))
        .containsExactly(Arrays.copyOf(new float[] {a, b, c, d}, Math.min(4, x)));
    for (int axis = 0; axis < 3; axis++) {
      double towards = (axis < 2 ? -1 : 1) * canonical.geometry().direction(axis, axis);
      assertThat(towards).isGreaterThan(0.5);
    }
  }

  @Test
  void everyVoxelStaysInItsPlaceAndComesBack() {
    Random random = new Random(9);
    List<Operation> operations =
        List.of(
            new Canonical(),
            new PadOrCrop(9, 4, 6),
            new PadOrCrop(4, 11, 3, Padding.EDGE, 0),
            new CropBorder(new Border(1, 0, 2, 2, 0, 1)),
            new CropZeroPlanes());
    for (int i = 0; i < 60; i++) {
      Geometry grid = ReferenceImages.randomGeometry(random, 6, 7, 5);
      Sample sample =
          new Sample(List.of(ReferenceImages.image(grid)), ReferenceImages.labels(grid));
      Sample changed = operations.get(i % 5).apply(sample, "s");
      assertStaysInPlace(sample.channels().get(0), changed.channels().get(0));
      Image back = Resampling.toGeometry(changed.channels().get(0), grid, Interpolation.LINEAR);
      LabelMap labelsBack = Resampling.toGeometry(changed.label(), grid);
      // What was cropped is 0 now; all else is exactly what it was.
      for (int v = 0; v < 210; v++) {
        float original = first(sample)[v];
        assertThat(back.toFloats()[v]).isIn(original, 0f);
        assertThat(labelsBack.labels()[v]).isEqualTo((int) back.toFloats()[v]);
      }
      if (i % 5 == 0) {
        assertThat(back.toFloats()).containsExactly(first(sample));
      }
    }
  }

  private static void assertStaysInPlace(Image image, Image changed) {
    double[] affine = changed.geometry().voxelsTo(image.geometry());
    int compared = 0;
    for (int v = 0; v < changed.geometry().voxels(); v++) {
      int i = v % changed.geometry().size(0);
      int j = v / changed.geometry().size(0) % changed.geometry().size(1);
      int k = v / changed.geometry().size(0) / changed.geometry().size(1);
      int[] at = new int[3];
      boolean inside = true;
      for (int row = 0; row < 3; row++) {
        double position =
            affine[4 * row] * i
                + affine[4 * row + 1] * j
                + affine[4 * row + 2] * k
                + affine[4 * row + 3];
        at[row] = (int) Math.rint(position);
        assertThat(position).isEqualTo(at[row], within(1e-9));
        inside &= at[row] >= 0 && at[row] < image.geometry().size(row);
      }
      if (inside) {
        compared++;
        assertThat(changed.toFloats()[v]).isEqualTo((float) image.value(at[0], at[1], at[2]));
      }
    }
    assertThat(compared).isPositive();
  }
}
