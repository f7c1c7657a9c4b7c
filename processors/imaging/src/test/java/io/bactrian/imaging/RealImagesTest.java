package io.bactrian.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.ZScore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Decathlon's hippocampus images and a membrane picture as NiBabel and scikit-image read them:
 * sums and voxels of the data as float64, counts of labels, torch's z-score of the non-zero voxels.
 */
class RealImagesTest {
  private final Path data = Path.of(System.getProperty("bactrian.shared", "shared/data"));

  @BeforeEach
  void needsTheData() {
    assumeTrue(Files.isDirectory(data), "No real data at " + data);
  }

  @ParameterizedTest
  @CsvSource({
    "001, 35, 51, 35, 3968524.0, 24.0, 76.0, 1324, 1624, -1.5826011896, 0.4996742904",
    "003, 34, 52, 35, 29866089.86869049, 721.035400390625, 667.4046630859375, 1550, 1803,"
        + " 1.2117184401, 0.9390729070",
    "006, 35, 52, 34, 43563274.95473862, 418.1377868652344, 1123.23291015625, 2314, 1949,"
        + " -0.8928267956, 1.3087096214",
    "204, 36, 48, 39, 14753313585.595703, 202963.875, 327165.65625, 1642, 1231,"
        + " -0.1448382288, 0.9797482491"
  })
  void hippocampusEqualsNibabel(
      String number,
      int x,
      int y,
      int z,
      double sum,
      double first,
      double second,
      long anterior,
      long posterior,
      double firstNormalized,
      double secondNormalized) {
    String name = "hippocampus_" + number + ".nii.gz";
    Image image = ImageReader.read(data.resolve("hippocampus/images").resolve(name));
    assertThat(image.geometry().size()).containsExactly(x, y, z);
    double total = 0;
    for (float value : image.toFloats()) {
      total += value;
    }
    assertThat(total).isEqualTo(sum, within(1e-9 * sum));
    assertThat(image.value(3, 5, 7)).isEqualTo(first);
    assertThat(image.value(17, 20, 11)).isEqualTo(second);
    assertThat(image.geometry().toPhysical(0, 0, 0)).containsExactly(-1, -1, 1);

    Image labels = ImageReader.read(data.resolve("hippocampus/labels").resolve(name));
    LabelMap label = LabelMap.of(labels, name);
    long background = image.geometry().voxels() - anterior - posterior;
    assertThat(label.counts()).isEqualTo(Map.of(0, background, 1, anterior, 2, posterior));

    Sample sample = new Sample(List.of(image), label);
    ImageChecks.check(sample, List.of(0, 1, 2), number);
    Image normalized = new ZScore(Mask.NONZERO).apply(sample, number).channels().get(0);
    assertThat(normalized.value(3, 5, 7)).isEqualTo(firstNormalized, within(1e-5));
    assertThat(normalized.value(17, 20, 11)).isEqualTo(secondNormalized, within(1e-5));
  }

  @Test
  void membranePictureEqualsScikitImage() {
    Image image = ImageReader.read(data.resolve("membrane/images/0.png"));
    long sum = 0;
    for (float value : image.toFloats()) {
      sum += (long) value;
    }
    assertThat(sum).isEqualTo(35971420);
    assertThat(image.value(300, 5, 0)).isEqualTo(165);
    assertThat(image.value(2, 511, 0)).isEqualTo(160);
  }
}
