package io.bactrian.imaging.normalize.n4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.PadOrCrop;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.MaskedVoxels;
import io.bactrian.imaging.normalize.Reference;
import io.bactrian.imaging.phantom.HeadPhantom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts against numpy and scipy (make_intensity_reference.py); the whole on a known field. */
class N4Test {
  private static double[] all(int size) {
    double[] positions = new double[size];
    Arrays.setAll(positions, i -> i);
    return positions;
  }

  private static AxisBasis[] bases(Geometry grid, int spans) {
    double[][] positions = {all(grid.size(0)), all(grid.size(1)), all(grid.size(2))};
    return BiasEstimate.bases(grid.size(), positions, spans);
  }

  @Test
  void sharpeningEqualsNumpy() {
    double[] histogram = new double[200];
    Arrays.setAll(
        histogram,
        i -> {
          double v = 3 + 0.02 * i;
          return 1000 * Math.exp(-Math.pow((v - 4) / 0.2, 2))
              + 600 * Math.exp(-Math.pow((v - 5.5) / 0.3, 2))
              + 2;
        });
    Sharpening sharpening = new Sharpening(histogram, 3, 0.02, 0.15, 0.01);
    assertThat(sharpening.expected())
        .containsExactly(Reference.numbers("sharpening"), within(1e-6));
    double halfway = (sharpening.expected()[50] + sharpening.expected()[51]) / 2;
    assertThat((double) sharpening.at(4.01f)).isCloseTo(halfway, within(1e-5));
  }

  @Test
  void theFitEqualsTheSumsOfLeeWolbergAndShin() {
    Geometry grid = Geometry.ofSize(10, 9, 7);
    float[] logarithms = Reference.image().clone();
    boolean[] inside = new boolean[logarithms.length];
    for (int i = 0; i < logarithms.length; i++) {
      inside[i] = logarithms[i] > 100;
      logarithms[i] = (float) Math.log(logarithms[i]);
    }
    AxisBasis[] bases = bases(grid, 2);
    Lattice lattice = Lattice.fit(bases, logarithms, inside, Lattice.squares(bases, inside));
    assertThat(lattice.values()).containsExactly(Reference.numbers("fit"), within(1e-4));
    Reference.assertEqual(field(lattice, bases, 7), "field");
  }

  private static float[] field(Lattice lattice, AxisBasis[] bases, int slices) {
    int slice = bases[0].samples() * bases[1].samples();
    float[] field = new float[slice * slices];
    for (int z = 0; z < slices; z++) {
      lattice.evaluateSlice(bases, z, field, z * slice);
    }
    return field;
  }

  @Test
  void aRefinedLatticeIsTheSameField() {
    for (Geometry grid : List.of(Geometry.ofSize(10, 9, 7), Geometry.ofSize(12, 17, 1))) {
      AxisBasis[] coarse = bases(grid, 2);
      Lattice lattice = Lattice.zero(coarse);
      Random random = new Random(4);
      for (int i = 0; i < lattice.values().length; i++) {
        lattice.values()[i] = random.nextGaussian();
      }
      assertThat(field(lattice.refined(), bases(grid, 4), grid.size(2)))
          .containsExactly(field(lattice, coarse, grid.size(2)), within(1e-5f));
    }
  }

  /** A phantom as scanned, and scanned with one more known field of +-30 %. */
  @Test
  void aKnownFieldIsRecovered() {
    Sample head = HeadPhantom.generate(7);
    Image clean = new N4BiasCorrection().apply(head, "s").channels().get(0);
    Geometry grid = head.geometry();
    float[] known = new float[(int) grid.voxels()];
    float[] biased = clean.copyFloats();
    int at = 0;
    for (int z = 0; z < grid.size(2); z++) {
      for (int y = 0; y < grid.size(1); y++) {
        for (int x = 0; x < grid.size(0); x++, at++) {
          double u = 2.0 * x / grid.size(0) - 1;
          double v = 2.0 * y / grid.size(1) - 1;
          double w = 2.0 * z / grid.size(2) - 1;
          known[at] = (float) Math.exp(0.3 * u - 0.2 * v * w + 0.15 * w * w - 0.2 * v);
          biased[at] *= known[at];
        }
      }
    }
    Sample scanned = new Sample(List.of(Image.of(biased, grid)));
    float[] found = new N4BiasCorrection().field(scanned.channels().get(0), scanned, "s");
    boolean[] inside = MaskedVoxels.of(Mask.OTSU, clean, scanned, "s");
    double before = variation(known, null, inside);
    double after = variation(known, found, inside);
    assertThat(before).isGreaterThan(0.13);
    assertThat(after).as("of %s before", before).isLessThan(0.02);
  }

  /** Small crops of a head, as the shared hippocampi are: sharpening shifts few voxels most. */
  @Test
  void theMeanBrightnessOfSmallImagesStays() {
    Sample head = HeadPhantom.generate(3);
    for (int[] size : new int[][] {{30, 40, 24}, {16, 16, 16}, {9, 12, 7}, {20, 30, 1}}) {
      Sample crop = new PadOrCrop(size[0], size[1], size[2]).apply(head, "s");
      Image image = crop.channels().get(0);
      boolean[] inside = MaskedVoxels.of(Mask.OTSU, image, crop, "s");
      float[] field = new N4BiasCorrection().field(image, crop, "s");
      float[] before = image.toFloats();
      double logarithms = 0;
      double ratios = 0;
      int count = 0;
      for (int i = 0; i < field.length; i++) {
        if (inside[i] && before[i] > 0) {
          logarithms += Math.log(field[i]);
          ratios += 1 / field[i];
          count++;
        }
      }
      assertThat(logarithms / count).as("%s voxels", field.length).isCloseTo(0, within(0.01));
      assertThat(ratios / count).as("%s voxels", field.length).isCloseTo(1, within(0.05));
    }
  }

  /** Coefficient of variation of a / b: 0 when they are the same but for a factor. */
  static double variation(float[] a, float[] b, boolean[] inside) {
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      if (inside[i]) {
        double ratio = b == null ? a[i] : a[i] / (double) b[i];
        count++;
        sum += ratio;
        squares += ratio * ratio;
      }
    }
    double mean = sum / count;
    return Math.sqrt(squares / count - mean * mean) / mean;
  }

  @Test
  void anImageWithoutTissueIsAnError() {
    Sample negative =
        new Sample(List.of(Image.of(new float[] {-3, -1, -2, -4}, Geometry.ofSize(2, 2, 1))));
    assertThatThrownBy(() -> new N4BiasCorrection().apply(negative, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("no tissue to correct")
        .hasMessageContaining("subject case-7, channel 1");
  }
}
