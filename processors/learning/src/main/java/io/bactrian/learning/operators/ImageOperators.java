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

  /** The mean of each channel as an image of one voxel: N, C, spatial to N, C, 1, 1 (, 1). */
  public static NDArray meanKept(NDArray image) {
    return call("mean_kept", image);
  }

  /**
   * The image times the sigmoid of a number a channel, plus the image times that of a number a
   * voxel (scSE; Roy et al. 2018, arXiv:1803.02579).
   *
   * @param channels N, C, 1, 1 (, 1)
   * @param places N, 1, spatial
   */
  public static NDArray squeezeAndExcite(NDArray image, NDArray channels, NDArray places) {
    return call("squeeze_and_excite", image, channels, places);
  }

  /**
   * Convolution of a volume with flat kernels, a third of the filters across each of x, y and z
   * (ACS; Yang et al. 2021, arXiv:1911.10477), padded by half the kernel. The first thirds are the
   * larger ones.
   *
   * @param weight out, in, and two axes of those of the image that the kernel lies in
   * @param stride 1 or 2
   */
  public static NDArray convolutionInThirds(NDArray volume, NDArray weight, int stride) {
    return switch (stride) {
      case 1 -> call("convolve_thirds", volume, weight);
      case 2 -> call("convolve_thirds_stride_2", volume, weight);
      default -> throw new IllegalArgumentException("stride " + stride);
    };
  }

  /**
   * As {@link #convolutionInThirds}, but each kernel lies across x, y and z at once, each with a
   * share (soft ACS).
   *
   * @param directions out, 3: the logarithms of the shares of x, y and z, up to a constant
   */
  public static NDArray crossedConvolution(
      NDArray volume, NDArray weight, NDArray directions, int stride) {
    return switch (stride) {
      case 1 -> call("convolve_crossed", volume, weight, directions);
      case 2 -> call("convolve_crossed_stride_2", volume, weight, directions);
      default -> throw new IllegalArgumentException("stride " + stride);
    };
  }

  /**
   * Adds a number to each channel in place.
   *
   * @param image what another operator has just made
   * @return the same image, as another handle
   */
  public static NDArray shifted(NDArray image, NDArray bias) {
    return call("add_along_channels", image, bias);
  }
}
