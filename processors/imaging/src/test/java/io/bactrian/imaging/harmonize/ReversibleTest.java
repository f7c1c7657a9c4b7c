package io.bactrian.imaging.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Labels through chains of operations and back to the grid they came from, on random grids. */
class ReversibleTest {
  private final Random random = new Random(31);

  /** Operations that lose no voxel: what comes back is exactly what went in. */
  private Operation lossless(Geometry grid) {
    return switch (random.nextInt(6)) {
      case 0 -> new Canonical();
      case 1 -> new Pad(Border.of(2, 0, 1, 3, 0, 2), Padding.values()[random.nextInt(4)], 7);
      case 2 -> new PadOrCrop(grid.size(0) + 3, 0, grid.size(2) + 1);
      case 3 -> new Resize(3 * grid.size(0), 0, 2 * grid.size(2));
      case 4 ->
          new Resample(
              grid.spacing(0) / 2,
              0,
              grid.spacing(2) / 3,
              false,
              new Interpolators(Interpolation.BSPLINE, Interpolation.LINEAR));
      default -> new Align(0, Interpolators.STANDARD);
    };
  }

  /** Small steps only, or a chain of finer spacings would fill the memory. */
  private List<Operation> chain(Sample sample) {
    List<Operation> operations = new ArrayList<>();
    Sample changed = sample;
    for (int step = 0; step < 4 && changed.geometry().voxels() < 20_000; step++) {
      operations.add(lossless(changed.geometry()));
      changed = operations.get(step).apply(changed, "s");
    }
    return operations;
  }

  @Test
  void labelsComeBackExactlyWhenNothingWasLost() {
    for (int i = 0; i < 200; i++) {
      Geometry grid = ReferenceImages.randomGeometry(random, 6, 5, 4);
      LabelMap labels = ReferenceImages.labels(grid);
      Sample sample = new Sample(List.of(ReferenceImages.image(grid)), labels);
      List<Operation> operations = chain(sample);
      Sample changed = sample;
      for (Operation operation : operations) {
        changed = operation.apply(changed, "s");
        assertThat(changed.label().geometry()).isEqualTo(changed.geometry());
      }
      LabelMap back = Resampling.toGeometry(changed.label(), grid);
      assertThat(back.geometry()).isEqualTo(grid);
      assertThat(back.labels()).as(operations.toString()).containsExactly(labels.labels());
    }
  }

  @Test
  void noLabelComesUpThatWasNotThere() {
    for (int i = 0; i < 100; i++) {
      Geometry grid = ReferenceImages.randomGeometry(random, 7, 6, 5);
      LabelMap labels = ReferenceImages.labels(grid);
      TreeSet<Integer> known = new TreeSet<>(labels.counts().keySet());
      known.add(0);
      Geometry aim = ReferenceImages.randomGeometry(random, 8, 8, 8);
      aim = new Geometry(aim.size(), aim.spacing(), grid.toPhysical(-1, -1, -1), aim.direction());
      for (Interpolation interpolation : List.of(Interpolation.NEAREST, Interpolation.LINEAR)) {
        LabelMap moved = Resampling.toGeometry(labels, aim, interpolation);
        assertThat(known).containsAll(moved.counts().keySet());
      }
    }
  }

  /** A ramp over the patient is the same ramp on every grid: voxels keep their place. */
  @Test
  void everyOperationKeepsPhysicalCoordinates() {
    Interpolators spline = new Interpolators(Interpolation.BSPLINE, Interpolation.LINEAR);
    List<Operation> operations =
        List.of(
            new Canonical(),
            new Resample(0.9, 1.1, 0),
            new Resample(0.9, 0, 1.1, true, spline),
            new Isotropic(Interpolators.STANDARD),
            new Resize(17, 9, 20),
            new Resize(17, 9, 20, spline),
            new CropBorder(Border.of(1, 2, 0, 0, 3, 1)),
            new Pad(Border.of(2, 1, 3), Padding.CONSTANT, 0),
            new PadOrCrop(9, 20, 14),
            new CropZeroPlanes());
    for (int i = 0; i < 40; i++) {
      Geometry grid = ReferenceImages.randomGeometry(random, 14, 13, 12);
      for (Operation operation : operations) {
        Sample changed = operation.apply(new Sample(List.of(ramp(grid))), "s");
        assertIsRamp(changed.channels().get(0), grid, operation);
      }
    }
  }

  private static float height(double[] place) {
    return (float) (0.3 * place[0] - 0.2 * place[1] + 0.7 * place[2] + 100);
  }

  private static Image ramp(Geometry grid) {
    float[] voxels = new float[(int) grid.voxels()];
    int width = grid.size(0);
    int pixels = width * grid.size(1);
    for (int v = 0; v < voxels.length; v++) {
      voxels[v] = height(grid.toPhysical(v % width, v / width % grid.size(1), v / pixels));
    }
    return Image.of(voxels, grid);
  }

  /** The border is left out: there the outermost value holds, or a spline is mirrored. */
  private static void assertIsRamp(Image image, Geometry old, Operation operation) {
    double[] affine = image.geometry().voxelsTo(old);
    int margin = 5;
    int compared = 0;
    for (int v = 0; v < image.geometry().voxels(); v++) {
      int x = v % image.geometry().size(0);
      int y = v / image.geometry().size(0) % image.geometry().size(1);
      int z = v / image.geometry().size(0) / image.geometry().size(1);
      boolean inside = true;
      for (int row = 0; row < 3; row++) {
        int at = 4 * row;
        double place = affine[at] * x + affine[at + 1] * y + affine[at + 2] * z + affine[at + 3];
        inside &= place >= margin && place <= old.size(row) - 1 - margin;
      }
      if (inside) {
        compared++;
        float expected = height(image.geometry().toPhysical(x, y, z));
        assertThat(image.toFloats()[v])
            .as(operation + " at " + Arrays.toString(new int[] {x, y, z}))
            .isEqualTo(expected, within(0.05f));
      }
    }
    assertThat(compared).as(operation.toString()).isPositive();
  }

  @Test
  void finerSpacingsAreKeptAndTheFinestIsTakenForAll() {
    Geometry grid =
        new Geometry(
            new int[] {8, 6, 4},
            new double[] {0.5, 1, 3},
            new double[3],
            Geometry.ofSize(1, 1, 1).direction());
    Resample least = new Resample(1, 1, 1, true, Interpolators.STANDARD);
    assertThat(least.target(grid).spacing()).containsExactly(0.5, 1, 1);
    assertThat(least.target(grid).size()).containsExactly(8, 6, 12);
    Sample sample = new Sample(List.of(ReferenceImages.image(grid)));
    Sample isotropic = new Isotropic(Interpolators.STANDARD).apply(sample, "s");
    assertThat(isotropic.geometry().spacing()).containsExactly(0.5, 0.5, 0.5);
    assertThat(isotropic.geometry().size()).containsExactly(8, 12, 24);
    Geometry plane = Geometry.ofSize(4, 3, 1);
    Image flat = ReferenceImages.image(plane);
    Sample same = new Isotropic(Interpolators.STANDARD).apply(new Sample(List.of(flat)), "s");
    assertThat(same.geometry()).isEqualTo(plane);
  }

  /** Smooth images survive there and back better by B-splines than linearly. */
  @Test
  void thereAndBack() {
    Geometry grid = Geometry.ofSize(24, 24, 24);
    float[] wave = new float[(int) grid.voxels()];
    for (int v = 0; v < wave.length; v++) {
      wave[v] = (float) Math.cos(v % 24 * 0.5) * (float) Math.sin(v / 24 % 24 * 0.4) * (v / 576);
    }
    double linear = error(wave, grid, Interpolation.LINEAR);
    double spline = error(wave, grid, Interpolation.BSPLINE);
    assertThat(spline).isLessThan(0.005 * 24).isLessThan(linear / 10);
  }

  /** The mean difference after 0.8 mm and back, away from the border. */
  private static double error(float[] voxels, Geometry grid, Interpolation interpolation) {
    Image image = Image.of(voxels, grid);
    Geometry finer = new Resample(0.8, 0.8, 0.8).target(grid);
    Image there = Resampling.toGeometry(image, finer, interpolation);
    Image back = Resampling.toGeometry(there, grid, interpolation);
    double sum = 0;
    for (int z = 4; z < 20; z++) {
      for (int y = 4; y < 20; y++) {
        for (int x = 4; x < 20; x++) {
          sum += Math.abs(back.value(x, y, z) - image.value(x, y, z));
        }
      }
    }
    return sum / (16 * 16 * 16);
  }
}
