package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real study of two MR series. The expected numbers were computed with NumPy from what dcmdump
 * (DCMTK 3.6.7) gives: pixels by +W, positions and orientations as text; slices sorted along the
 * normal.
 */
class StudyTest {
  private final Path study = Path.of(System.getProperty("bactrian.shared", "."), "dicom", "study1");

  @BeforeEach
  void needsTheData() {
    assumeTrue(Files.isDirectory(study), "shared/data/dicom/study1 is not here");
  }

  private static double[] sums(Image image) {
    float[] values = image.toFloats();
    int slice = image.geometry().size(0) * image.geometry().size(1);
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      weighted += (double) values[i] * (i / slice);
    }
    return new double[] {sum, weighted / sum};
  }

  @Test
  void anObliqueBrainScan() {
    Image image = ImageReader.read(study.resolve("T1post"));
    Geometry geometry = image.geometry();
    assertThat(geometry.size()).containsExactly(512, 512, 22);
    assertThat(geometry.origin()).containsExactly(-106.109, -186.371, -42.7965);
    assertThat(geometry.spacing())
        .containsExactly(new double[] {0.4297, 0.4297, 6.500003353140597}, within(1e-12));
    assertThat(geometry.direction())
        .containsExactly(
            new double[] {
              0.999679,
              -0.0244148,
              -0.00674715,
              0.02533,
              0.963561,
              0.2662845,
              0,
              -0.26637,
              0.96387012
            },
            within(1e-7));
    assertThat(sums(image))
        .containsExactly(new double[] {5634537196.0, 8.53298044391861}, within(1e-6));
    assertThat(image.value(17, 20, 3)).isEqualTo(75);
    assertThat(image.value(20, 30, 21)).isEqualTo(77);
    assertThat(image.value(10, 25, 11)).isEqualTo(1);
  }

  @Test
  void aCropOfTheHippocampus() {
    Image image = ImageReader.read(study.resolve("HippoCrop"));
    assertThat(image.geometry().size()).containsExactly(35, 51, 32);
    assertThat(image.geometry().spacing()).containsExactly(1, 1, 1);
    assertThat(image.geometry().origin()).containsExactly(0, 0, 1);
    assertThat(sums(image))
        .containsExactly(new double[] {3346681, 16.263046283765917}, within(1e-9));
    assertThat(image.value(17, 20, 3)).isEqualTo(80);
    assertThat(image.value(20, 30, 31)).isEqualTo(85);
  }
}
