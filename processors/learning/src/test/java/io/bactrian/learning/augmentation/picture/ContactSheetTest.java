package io.bactrian.learning.augmentation.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.phantom.StainedTissue;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final int SIDE = 168;
  private static final int TITLE = 20;
  private static final int GAP = 6;

  @TempDir Path folder;

  /** 20 x 16 x 4 (RAS+): the left half of the patient is bright, a label is in one corner. */
  private static Gallery halves() {
    Geometry geometry =
        new Geometry(
            new int[] {20, 16, 4},
            new double[] {1, 1, 1},
            new double[3],
            new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1});
    float[] values = new float[1280];
    int[] labels = new int[1280];
    for (int i = 0; i < 1280; i++) {
      values[i] = i % 20 < 10 ? 100 : 0;
      labels[i] = i % 20 > 14 && i / 20 % 16 < 5 && i / 320 == 2 ? 1 : 0;
    }
    return Gallery.of(
        List.of(Image.of(values, geometry)), new LabelMap(labels, geometry), "halves");
  }

  private static int pixel(BufferedImage picture, int tile, double across, double down) {
    int x = GAP + tile * (SIDE + GAP) + (int) (across * SIDE);
    int y = GAP + TITLE + (int) (down * SIDE);
    return picture.getRGB(x, y) & 0xffffff;
  }

  @Test
  void beforeAndAfterStandSideBySideInRadiologicalConvention() throws IOException {
    AugmentationSettings flip =
        new AugmentationSettings("flip", 0, Parameters.of("axis", 0, "flip_probability", 1));
    List<String> shown = new ContactSheet(List.of(halves()), 1).write(folder, List.of(flip));
    assertThat(shown).containsExactly("flip");
    BufferedImage picture = ImageIO.read(folder.resolve("flip.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(2 * SIDE + 3 * GAP);
    // x runs to the right of the patient, which is seen on the left: low x is on the right.
    assertThat(pixel(picture, 0, 0.75, 0.5)).isEqualTo(0xffffff);
    assertThat(pixel(picture, 0, 0.25, 0.5)).isZero();
    assertThat(pixel(picture, 1, 0.75, 0.5)).isZero();
    assertThat(pixel(picture, 1, 0.25, 0.5)).isEqualTo(0xffffff);
    BufferedImage sheet = ImageIO.read(folder.resolve(ContactSheet.SHEET).toFile());
    assertThat(pixel(sheet, 1, 0.25, 0.5)).isEqualTo(0xffffff);
  }

  @Test
  void theSliceWithTheLabelIsShownWithItsOutline() throws IOException {
    new ContactSheet(List.of(halves()), 1).write(folder, List.of());
    BufferedImage sheet = ImageIO.read(folder.resolve(ContactSheet.SHEET).toFile());
    int outlined = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = sheet.getRGB(GAP + x, GAP + TITLE + y) & 0xffffff;
        boolean outline = rgb == (Section.OUTLINES[0].getRGB() & 0xffffff);
        outlined += outline ? 1 : 0;
        // The label is posterior right: seen below on the left.
        assertThat(outline && (x > SIDE / 2 || y < SIDE / 2)).isFalse();
      }
    }
    assertThat(outlined).isGreaterThan(100);
  }

  @Test
  void coloursAreShownOnTheFirstImageThatHasThem() throws IOException {
    Gallery tissue = Gallery.of(StainedTissue.generate(64, 3), null, "tissue");
    List<AugmentationSettings> both =
        List.of(
            new AugmentationSettings(
                "colorjitter", 0.5, new Parameters(Map.of("brightness", List.of(0.0, 0.0)))),
            AugmentationSettings.of("gamma", 0.5));
    assertThat(new ContactSheet(List.of(halves()), 1).write(folder, both)).containsExactly("gamma");
    assertThat(new ContactSheet(List.of(halves(), tissue), 1).write(folder, both))
        .containsExactly("colorjitter", "gamma");
    BufferedImage dark = ImageIO.read(folder.resolve("colorjitter.png").toFile());
    assertThat(pixel(dark, 1, 0.5, 0.5)).isZero();
    assertThat(pixel(dark, 0, 0.5, 0.5)).isNotZero();
  }

  @Test
  void theSameSeedDrawsTheSamePicture() throws IOException {
    List<AugmentationSettings> noise = List.of(AugmentationSettings.of("noise", 1));
    byte[][] pictures = new byte[3][];
    for (int i = 0; i < 3; i++) {
      new ContactSheet(List.of(halves()), i == 2 ? 8 : 7).write(folder, noise);
      pictures[i] = Files.readAllBytes(folder.resolve("noise.png"));
    }
    assertThat(pictures[1]).isEqualTo(pictures[0]);
    assertThat(pictures[2]).isNotEqualTo(pictures[0]);
  }

  @Test
  void aLabelOfAnotherSizeIsRefused() {
    Geometry geometry = Geometry.ofSize(2, 2, 1);
    LabelMap other = new LabelMap(new int[2], Geometry.ofSize(2, 1, 1));
    List<Image> image = List.of(Image.of(new float[] {1, 2, 3, 4}, geometry));
    assertThatThrownBy(() -> Gallery.of(image, other, "head.nii"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("The label map has [2, 1, 1] voxels")
        .hasMessageContaining("head.nii")
        .hasMessageContaining("as many as the image, [2, 2, 1]");
  }
}
