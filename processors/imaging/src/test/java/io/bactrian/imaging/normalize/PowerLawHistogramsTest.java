package io.bactrian.imaging.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.Geometry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histograms give what looking at neighbour after neighbour gives. */
class PowerLawHistogramsTest {
  private static final Geometry GRID = Geometry.ofSize(150, 23, 17);

  /** A wave with noise beside an even ground; values from 0 to 1000. */
  private static float[] image(boolean whole, double noise) {
    Random random = new Random(3);
    float[] voxels = new float[(int) GRID.voxels()];
    for (int i = 0; i < voxels.length; i++) {
      int x = i % 150;
      double wave = 500 + 300 * Math.sin(x / 9.0) * Math.cos(i / 150 / 7.0);
      double value = x < 30 ? 0 : Math.max(1, Math.min(999, wave + noise * random.nextGaussian()));
      voxels[i] = (float) (whole ? Math.rint(value) : value);
    }
    voxels[0] = 1000;
    return voxels;
  }

  /** The greatest and the mean difference are parts of the image's range. */
  @ParameterizedTest
  @CsvSource({
    // Whole numbers lose nothing; the rest is the interpolation between far cells.
    "true, 20, 0.3, 5, 1e-4, 1e-5",
    "true, 20, 0, 4, 1e-4, 1e-5",
    "true, 20, 1, 6, 1e-4, 1e-5",
    "true, 0, 0.6, 5, 1e-4, 1e-5",
    "false, 20, 0.3, 5, 1e-3, 1e-4",
    "false, 1, 0.3, 5, 2e-3, 2e-4",
    "false, 0.01, 0.3, 5, 2e-3, 2e-4",
    "false, 20, 0, 5, 3e-3, 3e-4"
  })
  void differencesAreSmall(
      boolean whole, double noise, double alpha, int radius, double most, double mean) {
    float[] voxels = image(whole, noise);
    PowerLawGrid grid = new PowerLawGrid(voxels, 0, 1000);
    assertThat(grid.width()).isEqualTo(whole ? 1e-3 : 1.0 / ((1 << 14) - 1));
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = voxels[i] / 1000 - 0.5f;
    }
    PowerLawEqualization settings = new PowerLawEqualization(alpha, 0.3, radius);
    PowerLawNeighbours neighbours = new PowerLawNeighbours(settings, voxels, GRID);
    float[] expected = neighbours.equalized();
    float[] histograms = new PowerLawHistograms(settings, voxels, GRID, grid).equalized();
    if (whole) {
      assertThat(histograms).doesNotContain(Float.NaN);
    }
    float[] found = neighbours.completed(histograms);
    double sum = 0;
    double greatest = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - expected[i]);
      assertThat(difference).as("voxel %s", i).isNotNaN();
      greatest = Math.max(greatest, difference);
      sum += difference;
    }
    assertThat(greatest).isLessThan(most);
    assertThat(sum / found.length).isLessThan(mean);
  }

  /** A ground of one value that is no bin's middle, and single voxels beside it in its bin. */
  @Test
  void anEvenGroundIsNotLeftToTheSlowWay() {
    float[] voxels = new float[(int) GRID.voxels()];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = i % 997 == 0 ? 123.46f : 123.456f;
    }
    voxels[0] = 0;
    voxels[1] = 1000;
    PowerLawGrid grid = new PowerLawGrid(voxels, 0, 1000);
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = voxels[i] / 1000 - 0.5f;
    }
    PowerLawEqualization settings = new PowerLawEqualization();
    float[] found = new PowerLawHistograms(settings, voxels, GRID, grid).equalized();
    assertThat(found).doesNotContain(Float.NaN);
    float[] expected = new PowerLawNeighbours(settings, voxels, GRID).equalized();
    int different = 0;
    for (int i = 0; i < found.length; i++) {
      different += Math.abs(found[i] - expected[i]) > 1e-3 ? 1 : 0;
    }
    assertThat(different).isLessThan(voxels.length / 500);
  }
}
