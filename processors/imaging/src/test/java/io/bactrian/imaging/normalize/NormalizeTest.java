package io.bactrian.imaging.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalizeTest {
  private static final float[] VOXELS = {0, 0, -2, 1, 3, 4, 10, 0};

  private static Sample sample(float... voxels) {
    return new Sample(List.of(Image.of(voxels, Geometry.ofSize(voxels.length, 1, 1))));
  }

  private static float[] after(Operation operation) {
    float[] given = VOXELS.clone();
    Sample result = operation.apply(sample(given), "s");
    assertThat(given).as("what was given stays").containsExactly(VOXELS);
    return result.channels().get(0).toFloats();
  }

  /** torch: (v - v[mask].mean()) / v[mask].std(). */
  @Test
  void zScoreEqualsTorch() {
    assertThat(after(new ZScore(Mask.ALL)))
        .containsExactly(
            new float[] {
              -0.53452247f,
              -0.53452247f,
              -1.06904494f,
              -0.26726124f,
              0.26726124f,
              0.53452247f,
              2.13808990f,
              -0.53452247f
            },
            within(1e-6f));
    assertThat(after(new ZScore(Mask.NONZERO)))
        .containsExactly(
            new float[] {
              -0.72096950f,
              -0.72096950f,
              -1.17157543f,
              -0.49566653f,
              -0.04506060f,
              0.18024236f,
              1.53206027f,
              -0.72096950f
            },
            within(1e-6f));
    assertThat(after(new ZScore(Mask.POSITIVE)))
        .containsExactly(
            new float[] {
              -1.16189492f,
              -1.16189492f,
              -1.67829275f,
              -0.90369606f,
              -0.38729832f,
              -0.12909944f,
              1.42009389f,
              -1.16189492f
            },
            within(1e-6f));
  }

  @Test
  void zScoreCanLeaveTheBackground() {
    assertThat(after(new ZScore(Mask.NONZERO, true)))
        .containsExactly(
            new float[] {
              0, 0, -1.17157543f, -0.49566653f, -0.04506060f, 0.18024236f, 1.53206027f, 0
            },
            within(1e-6f));
  }

  @Test
  void zScoreOfManyVoxelsHasMeanZeroAndDeviationOne() {
    Random random = new Random(11);
    float[] voxels = new float[200_001];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (float) (1e5 + 3 * random.nextGaussian());
    }
    Statistics statistics = Statistics.of(voxels, Mask.ALL);
    double mean = 0;
    for (float voxel : voxels) {
      mean += (double) voxel / voxels.length;
    }
    double squares = 0;
    for (float voxel : voxels) {
      squares += (voxel - mean) * (voxel - mean);
    }
    assertThat(statistics.count()).isEqualTo(200_001);
    assertThat(statistics.mean()).isEqualTo(mean, within(1e-6));
    assertThat(statistics.deviation())
        .isEqualTo(Math.sqrt(squares / (voxels.length - 1)), within(1e-7));
  }

  @Test
  void constantImagesHaveNoZScore() {
    assertThatThrownBy(() -> new ZScore(Mask.POSITIVE).apply(sample(0, 0, 5, 5), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("standard deviation is 0.0 over 2 voxels (mask positive)")
        .hasMessageContaining("case-7, channel 1")
        .hasMessageContaining("choose another mask");
    assertThatThrownBy(() -> new ZScore(Mask.ALL).apply(sample(0, Float.NaN), "case-7"))
        .isInstanceOf(ImageContentException.class);
    assertThatThrownBy(() -> new Rescale(0, 1).apply(sample(4, 4), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("from 4.0 to 4.0");
  }

  @Test
  void clipMovesToTheBounds() {
    assertThat(after(new Clip(0, 4))).containsExactly(0, 0, 0, 1, 3, 4, 4, 0);
  }

  @Test
  void thresholdClearsTheBoundsToo() {
    assertThat(after(new Threshold(-2, 4))).containsExactly(0, 0, 0, 1, 3, 0, 0, 0);
  }

  /** numpy: percentile, clip, then (v - low) / (high - low) * (max - min) + min. */
  @Test
  void rescaleEqualsNumpy() {
    assertThat(after(new Rescale(0, 1)))
        .containsExactly(
            new float[] {1 / 6f, 1 / 6f, 0, 0.25f, 5 / 12f, 0.5f, 1, 1 / 6f}, within(1e-6f));
    assertThat(after(new Rescale(-1, 1, 10, 90)))
        .containsExactly(
            new float[] {-0.8125f, -0.8125f, -1, -0.5f, 0.125f, 0.4375f, 1, -0.8125f},
            within(1e-6f));
  }

  @Test
  void normalizeByValueUsesOneMeanAChannel() {
    Image image = Image.of(new float[] {0, 255}, Geometry.ofSize(2, 1, 1));
    Operation operation = new NormalizeByValue(List.of(0.5, 0.25), List.of(0.5, 0.125));
    List<Image> channels = operation.apply(new Sample(List.of(image, image)), "s").channels();
    assertThat(channels.get(0).toFloats()).containsExactly(new float[] {-1, 1}, within(1e-6f));
    assertThat(channels.get(1).toFloats()).containsExactly(new float[] {-2, 6}, within(1e-6f));
    assertThatThrownBy(() -> operation.apply(sample(1, 2), "case-7"))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("for 2 channels")
        .hasMessageContaining("case-7");
  }
}
