package io.bactrian.imaging.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.ReferenceImages;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against scipy.ndimage.map_coordinates (make_reference.py), and by hand. */
class ResamplingTest {
  private static final double[] ROTATION = rotation();

  /** 20 degrees about z after -35 about x, columns of the first two rows turned to LPS. */
  private static double[] rotation() {
    double a = Math.toRadians(20);
    double b = Math.toRadians(-35);
    double[] rz = {Math.cos(a), -Math.sin(a), 0, Math.sin(a), Math.cos(a), 0, 0, 0, 1};
    double[] rx = {1, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, Math.sin(b), Math.cos(b)};
    return times(new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1}, times(rz, rx));
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < 3; i++) {
          product[3 * row + column] += a[3 * row + i] * b[3 * i + column];
        }
      }
    }
    return product;
  }

  private static Geometry source() {
    return new Geometry(
        new int[] {6, 5, 4}, new double[] {1, 1.5, 2}, new double[] {-3, 4, 5}, ROTATION);
  }

  private static void assertEqualsScipy(String name, Geometry target) {
    Image linear =
        Resampling.toGeometry(ReferenceImages.image(source()), target, Interpolation.LINEAR);
    assertThat(linear.toFloats())
        .containsExactly(
            ReferenceImages.numbers("resample_" + name + "_linear.txt"), within(2e-5f));
    Image nearest =
        Resampling.toGeometry(ReferenceImages.image(source()), target, Interpolation.NEAREST);
    float[] expected = ReferenceImages.numbers("resample_" + name + "_nearest.txt");
    assertThat(nearest.toFloats()).containsExactly(expected);
    LabelMap labels = Resampling.toGeometry(ReferenceImages.labels(source()), target);
    assertThat(labels.toImage().toFloats()).containsExactly(expected);
    assertThat(labels.geometry()).isEqualTo(target);
    Image spline =
        Resampling.toGeometry(ReferenceImages.image(source()), target, Interpolation.BSPLINE);
    assertThat(spline.toFloats())
        .containsExactly(
            ReferenceImages.numbers("resample_" + name + "_bspline.txt"), within(5e-5f));
    LabelMap voted =
        Resampling.toGeometry(ReferenceImages.labels(source()), target, Interpolation.LINEAR);
    assertThat(voted.toImage().toFloats())
        .containsExactly(ReferenceImages.numbers("resample_" + name + "_label.txt"));
  }

  @Test
  void finerSpacing() {
    Geometry target = new Resample(0.7, 0.6, 0.8).target(source());
    assertThat(target.size()).containsExactly(9, 13, 10);
    assertEqualsScipy("finer", target);
  }

  @Test
  void coarserSpacing() {
    Geometry target = new Resample(2, 2, 3.5).target(source());
    assertThat(target.size()).containsExactly(3, 4, 3);
    assertEqualsScipy("coarser", target);
  }

  @Test
  void aGridObliqueToTheImage() {
    double[] upright = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
    assertEqualsScipy(
        "oblique",
        new Geometry(
            new int[] {7, 8, 9}, new double[] {0.8, 0.9, 1.1}, new double[] {-1.5, 4, 3}, upright));
  }

  @Test
  void aGridWithSwappedAxes() {
    double[] swapped = times(ROTATION, new double[] {0, 0, 1, -1, 0, 0, 0, -1, 0});
    assertEqualsScipy(
        "swapped",
        new Geometry(
            new int[] {6, 5, 7},
            new double[] {0.9, 1.1, 0.7},
            source().toPhysical(2.6, 3.2, 2.9),
            swapped));
  }

  @Test
  void halfVoxelsAtTheBorderKeepTheOutermostValue() {
    // Centres at -0.25, 0.25, 0.75, 1.25 in units of the old voxels, whose values are 0 and 10.
    Image image = Image.of(new float[] {0, 10}, Geometry.ofSize(2, 1, 1));
    Geometry target = new Resample(0.5, 1, 1).target(image.geometry());
    assertThat(target.origin(0)).isEqualTo(-0.25);
    assertThat(Resampling.toGeometry(image, target, Interpolation.LINEAR).toFloats())
        .containsExactly(0, 2.5f, 7.5f, 10);
    assertThat(Resampling.toGeometry(image, target, Interpolation.NEAREST).toFloats())
        .containsExactly(0, 0, 10, 10);
  }

  @Test
  void beyondHalfAVoxelIsZero() {
    Image image = Image.of(new float[] {7, 8}, Geometry.ofSize(2, 1, 1));
    Geometry wider = image.geometry().box(new int[] {-2, 0, 0}, new int[] {5, 1, 1});
    assertThat(Resampling.toGeometry(image, wider, Interpolation.LINEAR).toFloats())
        .containsExactly(0, 0, 7, 8, 0);
  }

  @Test
  void theSameGridGivesTheSameVoxels() {
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      Geometry geometry = ReferenceImages.randomGeometry(random, 5, 6, 7);
      Image image = ReferenceImages.image(geometry);
      Image same = Resampling.toGeometry(image, geometry, Interpolation.LINEAR);
      assertThat(same.toFloats()).isSameAs(image.toFloats());
    }
  }

  @Test
  void aConstantStaysConstantInside() {
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      Geometry geometry = ReferenceImages.randomGeometry(random, 9, 8, 7);
      float[] sevens = new float[504];
      Arrays.fill(sevens, 7);
      Geometry target = ReferenceImages.randomGeometry(random, 6, 5, 4);
      target =
          new Geometry(
              target.size(), target.spacing(), geometry.toPhysical(4, 4, 3), target.direction());
      Image result =
          Resampling.toGeometry(Image.of(sevens, geometry), target, Interpolation.LINEAR);
      assertThat(result.value(0, 0, 0)).isEqualTo(7);
      for (float value : result.toFloats()) {
        assertThat(value == 0 || Math.abs(value - 7) < 1e-5).isTrue();
      }
    }
  }

  @Test
  void linearFunctionsOfPlaceAreReproduced() {
    // A ramp in millimetres stays the same ramp on any grid inside the image.
    Random random = new Random(6);
    for (int i = 0; i < 20; i++) {
      Geometry geometry = ReferenceImages.randomGeometry(random, 12, 12, 12);
      float[] ramp = new float[1728];
      for (int v = 0; v < ramp.length; v++) {
        ramp[v] = (float) height(geometry.toPhysical(v % 12, v / 12 % 12, v / 144));
      }
      Geometry aim = ReferenceImages.randomGeometry(random, 2, 2, 2);
      aim =
          new Geometry(
              aim.size(),
              new double[] {0.5, 0.5, 0.5},
              geometry.toPhysical(5.3, 5.1, 5.7),
              aim.direction());
      Image result = Resampling.toGeometry(Image.of(ramp, geometry), aim, Interpolation.LINEAR);
      assertThat(result.value(1, 1, 1)).isEqualTo(height(aim.toPhysical(1, 1, 1)), within(1e-3));
    }
  }

  private static double height(double[] place) {
    return 0.3 * place[0] - 0.2 * place[1] + 0.7 * place[2];
  }

  @Test
  void labelsAreNotBlended() {
    LabelMap labels = ReferenceImages.labels(source());
    assertThatThrownBy(
            () -> Resampling.toGeometry(labels, Geometry.ofSize(2, 2, 2), Interpolation.BSPLINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Labels are resampled by nearest or linear, not bspline");
  }

  @Test
  void resampleKeepsExtentAndWhatIsFineAlready() {
    Geometry grid = Geometry.ofSize(10, 10, 1);
    Geometry target = new Resample(2, 0.5, 3).target(grid);
    assertThat(target.size()).containsExactly(5, 20, 1);
    assertThat(target.spacing()).containsExactly(2, 0.5, 1);
    assertThat(new Resample(2, 0.5, 3, true, Interpolators.STANDARD).target(grid).spacing())
        .containsExactly(1, 0.5, 1);
    assertThat(new Resample(1, 1, 1).target(grid)).isEqualTo(grid);
    assertThat(new Resample(3, 0, 0).target(grid).size()).containsExactly(4, 10, 1);
    assertThat(new Resize(20, 0, 0).target(grid).spacing()).containsExactly(0.5, 1, 1);
  }
}
