package io.bactrian.imaging.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The image of make_intensity_reference.py and the numbers it wrote. */
public final class Reference {
  private Reference() {}

  private static final Geometry GEOMETRY = Geometry.ofSize(10, 9, 7);

  /** The image repeated along each axis. */
  static Sample tiled(int nx, int ny, int nz, int depth) {
    Geometry geometry = Geometry.ofSize(10 * nx, 9 * ny, depth * nz);
    float[] voxels = new float[(int) geometry.voxels()];
    int at = 0;
    for (int k = 0; k < geometry.size(2); k++) {
      for (int j = 0; j < geometry.size(1); j++) {
        for (int i = 0; i < geometry.size(0); i++) {
          int x = i % 10;
          int y = j % 9;
          int z = k % depth;
          voxels[at++] =
              20 + (37 * x + 3 * x * x * y + 11 * y * y + 29 * z * (x + 1) + 5 * z * z * y) % 997;
        }
      }
    }
    return new Sample(List.of(Image.of(voxels, geometry)));
  }

  public static Sample sample() {
    return tiled(1, 1, 1, 7);
  }

  public static float[] image() {
    return sample().channels().get(0).toFloats();
  }

  static float[] apply(Operation operation, Sample sample) {
    float[] given = sample.channels().get(0).copyFloats();
    Sample result = operation.apply(sample, "s");
    assertThat(sample.channels().get(0).toFloats()).as("what was given").containsExactly(given);
    assertThat(result.geometry()).isEqualTo(sample.geometry());
    return result.channels().get(0).toFloats();
  }

  static float[] apply(Operation operation) {
    return apply(operation, sample());
  }

  static Geometry geometry() {
    return GEOMETRY;
  }

  /** The numbers of intensity_NAME.txt, x fastest. */
  public static double[] numbers(String name) {
    try {
      Path file = Path.of("src/test/resources/reference/intensity_" + name + ".txt");
      return Files.readAllLines(file).stream().mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Within 1e-4 of the range of what was expected. */
  public static void assertEqual(float[] found, String name) {
    double[] expected = numbers(name);
    assertThat(found).hasSameSizeAs(expected);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : expected) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .as(name + " " + i)
          .isCloseTo(expected[i], within(1e-4 * (high - low)));
    }
  }
}
