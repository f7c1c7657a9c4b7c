package io.bactrian.imaging.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histograms give what looking at neighbour after neighbour gives. */
class PowerLawHistogramsTest {
  private static final Geometry GRID = Geometry.ofSize(150, 23, 17);

  /** A wave with noise beside an even ground; whole numbers from 0 to 1000. */
  private static float[] image(double noise) {
    Random random = new Random(3);
    float[] voxels = new float[(int) GRID.voxels()];
    for (int i = 0; i < voxels.length; i++) {
      int x = i % 150;
      double wave = 500 + 300 * Math.sin(x / 9.0) * Math.cos(i / 150 / 7.0);
      double value = Math.max(1, Math.min(999, wave + noise * random.nextGaussian()));
      voxels[i] = (float) (x < 30 ? 0 : Math.rint(value));
    }
    voxels[0] = 1000;
    return voxels;
  }

  /** Differences as parts of the image's range; they are those of the cubic interpolation. */
  @ParameterizedTest
  @CsvSource({"20, 0.3, 5", "20, 0, 4", "20, 1, 6", "0, 0.6, 5"})
  void differencesAreSmall(double noise, double alpha, int radius) {
    float[] voxels = image(noise);
    PowerLawGrid grid = PowerLawGrid.of(voxels, 0, 1000).orElseThrow();
    assertThat(grid.width()).isEqualTo(1e-3);
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = voxels[i] / 1000 - 0.5f;
    }
    PowerLawEqualization settings = new PowerLawEqualization(alpha, 0.3, radius);
    float[] expected = new PowerLawNeighbours(settings, voxels, GRID).equalized();
    float[] found = new PowerLawHistograms(settings, voxels, GRID, grid).equalized();
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("voxel %s", i).isCloseTo(expected[i], within(1e-4f));
      sum += Math.abs(found[i] - expected[i]);
    }
    assertThat(sum / found.length).isLessThan(1e-5);
  }

  @Test
  void fractionsAndLargeRangesHaveNoBins() {
    assertThat(PowerLawGrid.of(new float[] {0, 1.5f, 3}, 0, 3)).isEmpty();
    assertThat(PowerLawGrid.of(new float[] {0, 20000}, 0, 20000)).isEmpty();
    assertThat(PowerLawGrid.of(new float[] {-4, 3, 0}, -4, 3).orElseThrow().bins())
        .containsExactly(0, 7, 4);
  }
}
