package io.bactrian.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.data.Padding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlidingWindowTest {
  private static final WindowNetwork IDENTITY = (windows, starts) -> windows;

  private static Image ramp(int x, int y, int z) {
    float[] values = new float[x * y * z];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 97 + i / 97f;
    }
    return Image.of(values, Geometry.ofSize(x, y, z));
  }

  /** Whatever the sizes, the weights of all windows add up to one at each voxel. */
  @ParameterizedTest
  @CsvSource({
    "20, 8, 4, 2",
    "21, 8, 3, 3",
    "7, 7, 1, 6",
    "5, 8, 1, 4",
    "9, 4, 4, 0",
    "9, 1, 7, 3",
    "30, 16, 16, 8",
    "17, 16, 5, 15"
  })
  void theIdentityComesBackForEveryAggregation(int x, int y, int z, int overlap) {
    Image image = ramp(x, y, z);
    for (Aggregation aggregation : Aggregation.values()) {
      SlidingWindow window =
          new SlidingWindow(
              new int[] {8, 6, z == 1 ? 1 : 4}, overlap, aggregation, 3, Padding.CONSTANT);
      float[][] result = window.predict(List.of(image, image), 2, IDENTITY);
      assertThat(result[0]).containsExactly(image.toFloats(), within(1e-3f));
      assertThat(result[1]).isEqualTo(result[0]);
    }
  }

  @Test
  void oneWindowIsExact() {
    Image image = ramp(8, 6, 4);
    for (Aggregation aggregation : Aggregation.values()) {
      SlidingWindow window =
          new SlidingWindow(new int[] {8, 6, 4}, 3, aggregation, 1, Padding.NONE);
      assertThat(window.predict(List.of(image), 1, IDENTITY)[0]).isEqualTo(image.toFloats());
    }
  }

  /** Windows of 6 at 0 and 4 of 10 voxels overlap in 4 and 5: each takes one of them. */
  @Test
  void croppingTakesTheWindowInWhoseMiddleTheVoxelLies() {
    Image image = ramp(10, 1, 1);
    SlidingWindow window =
        new SlidingWindow(new int[] {6, 1, 1}, 2, Aggregation.CROP, 1, Padding.NONE);
    float[][] result =
        window.predict(
            List.of(image),
            1,
            (windows, starts) -> windows.zerosLike().add((float) starts.get(0)[0]));
    assertThat(result[0]).containsExactly(0, 0, 0, 0, 0, 4, 4, 4, 4, 4);
  }

  /** The same windows: voxels 4 and 5 are the mean of 0 and 4. */
  @Test
  void averagingWeighsAllWindowsAlike() {
    Image image = ramp(10, 1, 1);
    SlidingWindow window =
        new SlidingWindow(new int[] {6, 1, 1}, 2, Aggregation.AVERAGE, 2, Padding.NONE);
    float[][] result =
        window.predict(
            List.of(image),
            1,
            (windows, starts) -> {
              NDArray answer = windows.zerosLike();
              for (int i = 0; i < starts.size(); i++) {
                answer.set(
                    new NDIndex(i), windows.get(i).zerosLike().add((float) starts.get(i)[0]));
              }
              return answer;
            });
    assertThat(result[0]).containsExactly(0, 0, 0, 0, 2, 2, 4, 4, 4, 4);
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void windowsLieSymmetrically(Aggregation aggregation) {
    AxisWindows windows = AxisWindows.of(26, 8, 2, aggregation);
    assertThat(windows.starts()).containsExactly(0, 6, 12, 18);
    for (int i = 0; i < 4; i++) {
      for (int voxel = 0; voxel < 8; voxel++) {
        assertThat(windows.weights()[i][voxel])
            .isCloseTo(windows.weights()[3 - i][7 - voxel], within(1e-6f));
      }
    }
  }

  @Test
  void asFewWindowsAsOverlapAsAsked() {
    assertThat(AxisWindows.of(100, 48, 16, Aggregation.CROP).starts()).containsExactly(0, 26, 52);
    assertThat(AxisWindows.of(48, 48, 16, Aggregation.CROP).starts()).containsExactly(0);
    assertThat(AxisWindows.of(35, 48, 16, Aggregation.CROP).starts()).containsExactly(-6);
  }

  @Test
  void aVolumeIsTakenSliceBySliceByWindowsOfOneSlice() {
    List<Integer> slices = new ArrayList<>();
    SlidingWindow window =
        new SlidingWindow(new int[] {8, 8, 1}, 4, Aggregation.CROP, 2, Padding.EDGE);
    window.predict(
        List.of(ramp(8, 8, 5)),
        1,
        (windows, starts) -> {
          starts.forEach(start -> slices.add(start[2]));
          return windows;
        });
    assertThat(slices).containsExactly(0, 1, 2, 3, 4);
  }

  /** An image of 2 in windows of 4 begins at -1: its neighbours are padding. */
  @Test
  void paddingSurroundsASmallImage() {
    Image image = Image.of(new float[] {3, 5}, Geometry.ofSize(2, 1, 1));
    for (Padding padding : List.of(Padding.CONSTANT, Padding.EDGE)) {
      SlidingWindow window =
          new SlidingWindow(new int[] {4, 1, 1}, 0, Aggregation.CROP, 1, padding);
      window.predict(
          List.of(image),
          1,
          (windows, starts) -> {
            float[] expected =
                padding == Padding.EDGE ? new float[] {3, 3, 5, 5} : new float[] {0, 3, 5, 0};
            assertThat(windows.toFloatArray()).containsExactly(expected);
            return windows;
          });
    }
  }

  /** A network that adds the index along x: averaged over mirror images, the middle index. */
  @Test
  void flipsAreMirroredBack() {
    Image image = ramp(4, 3, 2);
    WindowNetwork network =
        (windows, starts) -> windows.add(windows.getManager().arange(4f).reshape(1, 1, 1, 1, 4));
    float[] result =
        new SlidingWindow(new int[] {4, 3, 2}, 0, Aggregation.CROP, 1, Padding.NONE)
            .predict(List.of(image), 1, new FlipAverage(network, 0, 2))[0];
    float[] expected = image.toFloats().clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 1.5f;
    }
    assertThat(result).containsExactly(expected, within(1e-5f));
  }

  /** By hand: sin^2 of 30, 60, 90, 60, 30 degrees in a window of 5, where no other one is. */
  @Test
  void hannWeighsByTheSquareOfASine() {
    AxisWindows windows = AxisWindows.of(7, 5, 3, Aggregation.HANN);
    assertThat(windows.starts()).containsExactly(0, 2);
    // Voxel 2 is the third of one window (weight 1) and the first of the other (weight 1/4).
    assertThat(windows.weights()[0][2]).isCloseTo(0.8f, within(1e-6f));
    assertThat(windows.weights()[1][0]).isCloseTo(0.2f, within(1e-6f));
    // Voxel 3: 3/4 in both.
    assertThat(windows.weights()[0][3]).isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void outputBeyondTheLimitLiesInAFileAndIsTheSame() {
    Image image = ramp(21, 17, 9);
    SlidingWindow window =
        new SlidingWindow(new int[] {8, 6, 4}, 3, Aggregation.GAUSSIAN, 3, Padding.CONSTANT);
    long bytes = 2 * 4 * image.geometry().voxels();
    List<Image> heap = window.predict(List.of(image, image), 2, IDENTITY, bytes);
    List<Image> file = window.predict(List.of(image, image), 2, IDENTITY, bytes - 1);
    float[][] arrays = window.predict(List.of(image, image), 2, IDENTITY);
    for (int c = 0; c < 2; c++) {
      assertThat(heap.get(c).heapBytes()).isEqualTo(bytes / 2);
      assertThat(file.get(c).heapBytes()).isZero();
      assertThat(file.get(c).toFloats()).isEqualTo(arrays[c]);
      assertThat(heap.get(c).toFloats()).isEqualTo(arrays[c]);
      assertThat(file.get(c).geometry()).isEqualTo(image.geometry());
    }
  }

  @Test
  void anImageOfTwoGibibytesAClassIsRefusedBeforeMemoryIsTaken() {
    assertThatThrownBy(() -> OutputMemory.create(2, Geometry.ofSize(1024, 1024, 1024), 1L << 40))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("too large to be predicted")
        .hasMessageContaining("1073741824 voxels");
  }

  @Test
  void anUnknownAggregationIsNamed() {
    assertThatThrownBy(() -> Aggregation.of("median"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'median'")
        .hasMessageContaining("crop, average, gaussian or hann");
  }
}
