package io.bactrian.learning.operators;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void convolutionSumsTheNeighboursInsideTheImage() {
    NDArray sums =
        Operators.convolution(
            manager.ones(new Shape(1, 1, 3, 3)),
            manager.ones(new Shape(1, 1, 3, 3)),
            manager.create(new float[] {0.5f}),
            1);
    assertThat(sums.toFloatArray())
        .containsExactly(4.5f, 6.5f, 4.5f, 6.5f, 9.5f, 6.5f, 4.5f, 6.5f, 4.5f);
  }

  @Test
  void stride2TakesEveryOtherVoxelFromTheFirst() {
    NDArray image = manager.arange(16f).reshape(1, 1, 4, 4);
    NDArray identity = manager.zeros(new Shape(1, 1, 3, 3));
    identity.set(new ai.djl.ndarray.index.NDIndex("0,0,1,1"), 1f);
    NDArray halved = Operators.convolution(image, identity, manager.zeros(new Shape(1)), 2);
    assertThat(halved.toFloatArray()).containsExactly(0, 2, 8, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void flatImagesArePaddedAsAnyOther(int slices) {
    NDArray sums =
        Operators.convolution(
            manager.ones(new Shape(1, 1, slices, 1, 1)),
            manager.ones(new Shape(1, 1, 3, 3, 3)),
            manager.zeros(new Shape(1)),
            1);
    float[] expected = new float[slices];
    for (int slice = 0; slice < slices; slice++) {
      expected[slice] = Math.min(slice + 1, slices - 1) - Math.max(slice - 1, 0) + 1;
    }
    assertThat(sums.toFloatArray()).isEqualTo(expected);
  }

  @Test
  void transposedConvolutionDoublesTheSize() {
    NDArray doubled =
        Operators.transposedConvolution(
            manager.create(new float[] {1, 10}, new Shape(1, 1, 1, 2)),
            manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2)),
            manager.create(new float[] {0.5f}),
            manager.create(new long[] {2, 2}));
    assertThat(doubled.getShape()).isEqualTo(new Shape(1, 1, 2, 4));
    assertThat(doubled.toFloatArray())
        .containsExactly(1.5f, 2.5f, 10.5f, 20.5f, 3.5f, 4.5f, 30.5f, 40.5f);
    NDArray sparse =
        Operators.transposedConvolution(
            manager.create(new float[] {1, 10}, new Shape(1, 1, 1, 2)),
            manager.create(new float[] {3}, new Shape(1, 1, 1, 1)),
            null,
            manager.create(new long[] {1, 2}));
    assertThat(sparse.toFloatArray()).containsExactly(3, 0, 30, 0);
  }

  /** A kernel of two weights, two voxels apart, on 1, 2, 3, 4 between zeros. */
  @Test
  void aDilatedConvolutionLooksFurther() {
    NDArray image = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 1, 4));
    NDArray weight = manager.create(new float[] {100, 10, 1}, new Shape(1, 1, 1, 3));
    NDArray bias = manager.create(new float[] {0.5f});
    NDArray geometry = manager.create(new long[] {1, 1, 0, 2, 1, 2});
    assertThat(Operators.convolution(image, weight, bias, geometry).toFloatArray())
        .containsExactly(13.5f, 24.5f, 130.5f, 240.5f);
    NDArray second = manager.create(new long[] {1, 2, 0, 1, 1, 1});
    assertThat(Operators.convolution(image, weight, null, second).toFloatArray())
        .containsExactly(12, 234);
  }

  @Test
  void upsamplingKeepsTheCornersAndIsLinearBetween() {
    NDArray flat = manager.create(new float[] {0, 3}, new Shape(1, 1, 1, 2));
    assertThat(Operators.upsampling(flat).toFloatArray())
        .containsExactly(new float[] {0, 1, 2, 3, 0, 1, 2, 3}, offset());
    NDArray volume = flat.reshape(1, 1, 2, 1, 1);
    NDArray doubled = Operators.upsampling(volume);
    assertThat(doubled.getShape()).isEqualTo(new Shape(1, 1, 4, 2, 2));
    assertThat(doubled.get(":,:,:,0,1").toFloatArray())
        .containsExactly(new float[] {0, 1, 2, 3}, offset());
  }

  @Test
  void instanceNormTakesTheStatisticsOfEachImage() {
    NDArray images = manager.create(new float[] {1, 3, 10, 30}, new Shape(2, 1, 1, 2));
    NDArray normal =
        Operators.instanceNormActivation(
            images, manager.create(new float[] {2}), manager.create(new float[] {1}));
    // Each becomes -1, 1; times 2 plus 1; what is negative times 0.01.
    assertThat(normal.toFloatArray()).containsExactly(new float[] {-0.01f, 3, -0.01f, 3}, offset());
  }

  @Test
  void batchNormFollowsTheBatchAndRunningNormDoesNot() {
    NDArray images = manager.create(new float[] {1, 3}, new Shape(2, 1, 1, 1));
    NDArray mean = manager.create(new float[] {0});
    NDArray variance = manager.create(new float[] {1});
    NDArray[] parameters = {
      manager.create(new float[] {1}), manager.create(new float[] {0}), mean, variance
    };
    assertThat(Operators.batchNormActivation(images, parameters).toFloatArray())
        .containsExactly(new float[] {-0.01f, 1}, offset());
    // A tenth of the way to the mean 2 and the unbiased variance 2.
    assertThat(mean.getFloat()).isEqualTo(0.2f);
    assertThat(variance.getFloat()).isEqualTo(1.1f);
    float deviation = (float) Math.sqrt(1.1);
    assertThat(Operators.runningNormActivation(images, parameters).toFloatArray())
        .containsExactly(new float[] {0.8f / deviation, 2.8f / deviation}, offset());
    assertThat(mean.getFloat()).isEqualTo(0.2f);
  }

  @Test
  void channelDropoutDropsWholeChannelsAndKeepsTheExpectation() {
    NDArray image = manager.ones(new Shape(1, 400, 2, 2));
    float[] dropped = Operators.channelDropout(image, manager.create(0.25f)).toFloatArray();
    int kept = 0;
    for (int channel = 0; channel < 400; channel++) {
      float first = dropped[4 * channel];
      assertThat(first == 0 || Math.abs(first - 4f / 3) < 1e-6).isTrue();
      for (int i = 1; i < 4; i++) {
        assertThat(dropped[4 * channel + i]).isEqualTo(first);
      }
      kept += first > 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(250, 350);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 30})
  void gradientsOfFlatImagesInBfloat16AreDefined(int channels) {
    for (int repetition = 0; repetition < 3; repetition++) {
      try (NDManager pass = manager.newSubManager();
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray weight = pass.ones(new Shape(channels, channels, 3, 3, 3));
        weight.setRequiresGradient(true);
        leaveNotANumberInFreeMemory();
        NDArray image = Operators.toBfloat16(pass.ones(new Shape(2, channels, 2, 4, 4)));
        NDArray result = Operators.convolution(image, weight, pass.zeros(new Shape(channels)), 1);
        NDArray sum = Operators.toFloat32(result).sum();
        leaveNotANumberInFreeMemory();
        collector.backward(sum);
        // The middle of the kernel sees all 2 x 2 x 4 x 4 voxels, its corner 2 x 1 x 3 x 3.
        float[] gradient = weight.getGradient().toFloatArray();
        assertThat(gradient[13]).isEqualTo(64);
        assertThat(gradient[0]).isEqualTo(18);
      }
    }
  }

  private void leaveNotANumberInFreeMemory() {
    try (NDManager freed = manager.newSubManager()) {
      for (long size = 16; size < 1 << 20; size *= 2) {
        for (int i = 0; i < 10; i++) {
          freed.full(new Shape(size), Float.intBitsToFloat(-1));
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> offset() {
    return org.assertj.core.data.Offset.offset(1e-4f);
  }
}
