package io.bactrian.imaging.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignTest {
  private static final Geometry LINE = Geometry.ofSize(4, 1, 1);

  /** Two voxels of 2 mm whose centres lie at 1 and 3 mm. */
  private static final Geometry COARSE =
      new Geometry(
          new int[] {2, 1, 1}, new double[] {2, 1, 1}, new double[] {1, 0, 0}, LINE.direction());

  private static Sample sample() {
    Image fine = Image.of(new float[] {1, 2, 3, 4}, LINE);
    Image coarse = Image.of(new float[] {10, 30}, COARSE);
    return new Sample(List.of(fine, coarse), new LabelMap(new int[] {0, 5, 5, 7}, LINE));
  }

  @Test
  void everythingComesOntoTheGridOfTheReference() {
    Sample toFirst = new Align(0, Interpolators.STANDARD).apply(sample(), "s");
    assertThat(toFirst.channels().get(0).toFloats()).containsExactly(1, 2, 3, 4);
    // Centres at 0, 1, 2, 3 mm: at the border, on the first, between, on the second.
    assertThat(toFirst.channels().get(1).toFloats()).containsExactly(10, 10, 20, 30);
    assertThat(toFirst.channels().get(1).geometry()).isEqualTo(LINE);
    assertThat(toFirst.label().labels()).containsExactly(0, 5, 5, 7);

    Sample toSecond = new Align(1, Interpolators.STANDARD).apply(sample(), "s");
    assertThat(toSecond.geometry()).isEqualTo(COARSE);
    assertThat(toSecond.channels().get(0).toFloats()).containsExactly(2, 4);
    assertThat(toSecond.channels().get(1).toFloats()).containsExactly(10, 30);
    assertThat(toSecond.label().labels()).containsExactly(5, 7);
  }

  @Test
  void aChannelElsewhereIsTold() {
    Geometry far = LINE.box(new int[] {100, 0, 0}, LINE.size());
    Image image = Image.of(new float[] {1, 2, 3, 4}, LINE);
    Sample apart = new Sample(List.of(image, image.withGeometry(far)));
    assertThatThrownBy(() -> new Align(0, Interpolators.STANDARD).apply(apart, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageStartingWith("Channel 1 has nothing where channel 0 lies")
        .hasMessageContaining("case-7");
    assertThatThrownBy(() -> new Align(2, Interpolators.STANDARD).apply(apart, "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageStartingWith("There is no channel 2 to align to");
  }
}
