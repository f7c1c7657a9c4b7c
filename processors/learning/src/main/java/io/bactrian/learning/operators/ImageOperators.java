package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What networks that answer once an image need beside {@link Operators}, to the same rules. The
 * source is {@code images.py} beside this class.
 */
public final class ImageOperators {
  private static final class Library {
    static final TorchScript SCRIPT = new TorchScript("images.py", "Images");
  }

  private ImageOperators() {}

  private static NDArray call(String method, NDArray... arguments) {
    // As in Operators: the switch of the optimizing executor belongs to the thread.
    JniUtils.setGraphExecutorOptimize(false);
    return Library.SCRIPT.differentiable(method, arguments);
  }

  /** The largest of each 2 x 2 (x 2) voxels: half the size, rounded down. */
  public static NDArray largestOfTwo(NDArray image) {
    return call("largest_of_two", image);
  }

  /** The largest of 3 x 3 (x 3) voxels around every second: half the size, rounded up. */
  public static NDArray largestOfThree(NDArray image) {
    return call("largest_of_three", image);
  }

  /** The mean of each 2 x 2 (x 2) voxels: half the size, rounded down. */
  public static NDArray meanOfTwo(NDArray image) {
    return call("mean_of_two", image);
  }

  /** N, C, y, x to N, C · 7 · 7: means over a grid of 7 x 7 regions (adaptive pooling). */
  public static NDArray sevenBySeven(NDArray image) {
    return call("seven_by_seven", image);
  }

  /** Instance norm without scale and shift. */
  public static NDArray plainInstanceNorm(NDArray image) {
    return call("plain_instance_norm", image);
  }

  /** x · sigmoid(x) (swish; Ramachandran et al. 2017). */
  public static NDArray silu(NDArray image) {
    return call("silu", image);
  }

  /**
   * The image times the sigmoid of a number a channel.
   *
   * @param gates N, C
   */
  public static NDArray gate(NDArray image, NDArray gates) {
    return call("gate", image, gates);
  }

  /** One voxel of zeros more on every side. */
  public static NDArray frame(NDArray image) {
    return call("frame", image);
  }

  /**
   * Convolution of each channel by itself, padded by half the kernel.
   *
   * @param weight C, 1, spatial; odd
   * @param stride 1 or 2
   */
  public static NDArray depthwiseConvolution(NDArray image, NDArray weight, int stride) {
    return switch (stride) {
      case 1 -> call("convolve_depthwise", image, weight);
      case 2 -> call("convolve_depthwise_stride_2", image, weight);
      default -> throw new IllegalArgumentException("stride " + stride);
    };
  }
}
