package io.bactrian.imaging.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class StainedTissueTest {
  @Test
  void tissueIsPinkNucleiAreBlueAndGapsWhite() {
    List<Image> rgb = StainedTissue.generate(128, 7);
    float[] red = rgb.get(0).toFloats();
    float[] green = rgb.get(1).toFloats();
    float[] blue = rgb.get(2).toFloats();
    int pink = 0;
    int dark = 0;
    int white = 0;
    for (int i = 0; i < red.length; i++) {
      assertThat(green[i]).isBetween(0f, 255f);
      // Both stains take most of the green.
      assertThat(green[i]).isLessThanOrEqualTo(Math.max(red[i], blue[i]));
      white += green[i] > 220 ? 1 : 0;
      pink += red[i] > 200 && green[i] < 180 ? 1 : 0;
      dark += red[i] < 130 && blue[i] > red[i] ? 1 : 0;
    }
    assertThat(pink).isGreaterThan(red.length / 4);
    assertThat(dark).isBetween(red.length / 50, red.length / 3);
    assertThat(white).isGreaterThan(red.length / 50);
    assertThat(StainedTissue.generate(128, 7).get(1).toFloats()).isEqualTo(green);
    assertThat(StainedTissue.generate(128, 8).get(1).toFloats()).isNotEqualTo(green);
  }
}
