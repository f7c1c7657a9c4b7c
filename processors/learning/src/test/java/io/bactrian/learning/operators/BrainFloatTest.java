package io.bactrian.learning.operators;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is computed in another way in bfloat16 than in float32 gives the same. */
class BrainFloatTest {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"1,5,6,7", "2,3,8,4", "1,16,16,16", "1,1,4,4", "1,2,4,4"})
  void convolutionsToFewChannels(int images, int depth, int height, int width) {
    NDArray image = manager.randomNormal(new Shape(images, 20, depth, height, width));
    NDArray weight = manager.randomNormal(new Shape(3, 20, 3, 3, 3)).mul(0.1f);
    NDArray bias = manager.create(new float[] {1, 2, 3});
    List<NDArray> plain =
        withGradients(image, weight, x -> Operators.convolution(x, weight, bias, 1));
    List<NDArray> brain =
        withGradients(
            image, weight, x -> Operators.convolution(Operators.toBfloat16(x), weight, bias, 1));
    for (int i = 0; i < plain.size(); i++) {
      assertClose(brain.get(i), plain.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,5,6,7", "2,3,8,4", "2,1,1,9"})
  void linearInterpolation(int images, int depth, int height, int width) {
    NDArray image = manager.randomNormal(new Shape(images, 5, depth, height, width));
    List<NDArray> plain = withGradients(image, image, Operators::upsampling);
    List<NDArray> brain =
        withGradients(image, image, x -> Operators.upsampling(Operators.toBfloat16(x)));
    assertClose(brain.get(0), plain.get(0));
    assertClose(brain.get(1), plain.get(1));
  }

  @Test
  void interpolationBetweenEqualVoxelsKeepsTheirValue() {
    NDArray image = Operators.toBfloat16(manager.full(new Shape(1, 2, 3, 5, 7), 0.75f));
    NDArray like = manager.zeros(new Shape(1, 1, 11, 1, 23));
    float[] larger = Operators.toFloat32(Operators.upsamplingTo(image, like)).toFloatArray();
    assertThat(larger).hasSize(2 * 11 * 23).containsOnly(0.75f);
  }

  /** The result, the gradient of the image, and that of the weight, of the mean square. */
  private static List<NDArray> withGradients(
      NDArray image, NDArray weight, UnaryOperator<NDArray> operator) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      image.setRequiresGradient(true);
      weight.setRequiresGradient(true);
      NDArray result = Operators.toFloat32(operator.apply(image));
      collector.backward(result.square().mean());
      NDArray ofImage = image.getGradient().duplicate();
      NDArray ofWeight = weight.getGradient().duplicate();
      image.getGradient().subi(ofImage);
      if (weight != image) {
        weight.getGradient().subi(ofWeight);
      }
      return List.of(result, ofImage, ofWeight);
    }
  }

  /** Within two per cent of the largest value. */
  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    float largest = expected.abs().max().getFloat();
    assertThat(actual.toFloatArray())
        .containsExactly(expected.toFloatArray(), Offset.offset(0.02f * largest));
  }
}
