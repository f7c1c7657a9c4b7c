package io.bactrian.imaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageChecksTest {
  private final Geometry grid = Geometry.ofSize(2, 2, 2);
  private final Image image = ReferenceImages.image(grid);
  private final LabelMap label = new LabelMap(new int[] {0, 0, 1, 1, 2, 2, 0, 0}, grid);

  private void assertRefused(Sample sample, String... parts) {
    assertThatThrownBy(() -> ImageChecks.check(sample, List.of(0, 1, 2), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("subject case-7")
        .hasMessageContainingAll(parts);
  }

  @Test
  void goodImagesPass() {
    assertThatCode(
            () ->
                ImageChecks.check(
                    new Sample(List.of(image, image), label), List.of(0, 1, 2), "case-7"))
        .doesNotThrowAnyException();
  }

  @Test
  void nanAndInfinityAreTold() {
    Image broken = Image.of(new float[] {1, Float.NaN, 2, 3, 4, 5, 6, 1 / 0f}, grid);
    assertRefused(
        new Sample(List.of(image, broken)), "NaN or infinite values in 2 voxels", "channel 2");
  }

  @Test
  void constantImagesAreTold() {
    Image constant = Image.of(new float[] {3, 3, 3, 3, 3, 3, 3, 3}, grid);
    assertRefused(new Sample(List.of(constant)), "constant: every voxel is 3.0", "channel 1");
  }

  @Test
  void ofColoursOneHasToVary() {
    Image constant = Image.of(new float[] {3, 3, 3, 3, 3, 3, 3, 3}, grid);
    assertThatCode(
            () -> ImageChecks.values(new Sample(List.of(image, constant, image)), null, "c", true))
        .doesNotThrowAnyException();
    Sample glass = new Sample(List.of(constant, constant, constant, image));
    assertThatThrownBy(() -> ImageChecks.values(glass, null, "c", true))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("constant: every voxel is 3.0\n  where:    subject c, channel 1");
  }

  @Test
  void channelsOfAnotherGeometryAreTold() {
    Image moved = image.withGeometry(grid.box(new int[] {0, 1, 0}, new int[] {2, 2, 2}));
    assertRefused(new Sample(List.of(image, moved)), "Channel 2 lies on another grid", "register");
  }

  @Test
  void aLabelOfAnotherGeometryIsTold() {
    LabelMap larger = new LabelMap(new int[12], Geometry.ofSize(2, 2, 3));
    assertRefused(
        new Sample(List.of(image), larger), "label lies on another grid", "size 2 x 2 x 3");
  }

  @Test
  void labelsOutsideTheClassesAreTold() {
    LabelMap strange = new LabelMap(new int[] {0, 0, 7, 7, 9, 2, 0, 0}, grid);
    assertRefused(
        new Sample(List.of(image), strange),
        "outside class_list: [7, 9] (3 voxels)",
        "only labels of class_list: [0, 1, 2]");
  }

  @Test
  void manyStrangeLabelsAreToldShortly() {
    int[] values = new int[5000];
    float[] voxels = new float[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
      voxels[i] = i;
    }
    Geometry wide = Geometry.ofSize(50, 100, 1);
    LabelMap picture = new LabelMap(values, wide);
    assertRefused(
        new Sample(List.of(Image.of(voxels, wide)), picture),
        "[3, 4, 5, 6, 7, 8, 9, 10, ... 4997 in all] (4997 voxels)");
  }
}
