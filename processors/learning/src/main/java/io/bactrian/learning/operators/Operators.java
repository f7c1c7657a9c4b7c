package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The layers of the networks, each one call into the engine; gradients flow through them. The
 * source is {@code network.py} beside this class.
 *
 * <p>Images are N, C, spatial, in float32 or bfloat16; a result has the type of the first argument
 * and lives in its manager, so that closing that manager frees a whole pass. Parameters are
 * float32. May be called from several threads.
 */
public final class Operators {
  private static final class Library {
    static final TorchScript SCRIPT = new TorchScript("network.py", "Network");
  }

  // The optimizing executor would record shapes, recompile for each new one and gain nothing here;
  // its switch belongs to the thread.
  private static final ThreadLocal<Boolean> PLAIN_EXECUTOR =
      ThreadLocal.withInitial(
          () -> {
            JniUtils.setGraphExecutorOptimize(false);
            return true;
          });

  private Operators() {}

  private static NDArray call(String method, NDArray... arguments) {
    PLAIN_EXECUTOR.get();
    return Library.SCRIPT.differentiable(method, arguments);
  }

  /** To bfloat16, channels last in memory. */
  public static NDArray toBfloat16(NDArray image) {
    return call("enter_bf16", image);
  }

  /** To float32 in plain memory order; differentiable, unlike {@link NDArray#toType}. */
  public static NDArray toFloat32(NDArray image) {
    return call("leave", image);
  }

  /**
   * Convolution that keeps the size of the image (stride 1) or halves it (stride 2).
   *
   * @param weight out, in, spatial; with an odd kernel
   * @param bias out
   * @param stride 1 or 2
   */
  public static NDArray convolution(NDArray image, NDArray weight, NDArray bias, int stride) {
    return switch (stride) {
      case 1 -> call("convolve", image, weight, bias);
      case 2 -> call("convolve_stride_2", image, weight, bias);
      default -> throw new IllegalArgumentException("stride " + stride);
    };
  }

  /**
   * Transposed convolution with stride 2.
   *
   * @param weight in, out, spatial; a kernel of 2 doubles the size
   */
  public static NDArray transposedConvolution(NDArray image, NDArray weight, NDArray bias) {
    return call("convolve_transposed", image, weight, bias);
  }

  /** Leaky ReLU with the slope 0.01. */
  public static NDArray activation(NDArray image) {
    return call("activate", image);
  }

  /**
   * Batch norm with the statistics of the batch, then the activation. Updates the running
   * statistics in place.
   *
   * @param parameters weight, bias, running mean, running variance; each of C
   */
  public static NDArray batchNormActivation(NDArray image, NDArray... parameters) {
    return call("batch_norm_activate", with(image, parameters));
  }

  /** As {@link #batchNormActivation} with the running statistics, which stay as they are. */
  public static NDArray runningNormActivation(NDArray image, NDArray... parameters) {
    return call("running_norm_activate", with(image, parameters));
  }

  /**
   * Instance norm with the statistics of each image, then the activation.
   *
   * @param parameters weight and bias; each of C
   */
  public static NDArray instanceNormActivation(NDArray image, NDArray... parameters) {
    return call("instance_norm_activate", with(image, parameters));
  }

  /** As {@link #instanceNormActivation}, updating running statistics as batch norm does. */
  public static NDArray trackedInstanceNormActivation(NDArray image, NDArray... parameters) {
    return call("tracked_instance_norm_activate", with(image, parameters));
  }

  /** Linear interpolation to twice the size, the corner voxels kept (align_corners). */
  public static NDArray upsampling(NDArray image) {
    return call("upsample", image);
  }

  /** Two images one after the other along C. */
  public static NDArray concatenation(NDArray first, NDArray second) {
    return call("concatenate", first, second);
  }

  /**
   * Adds an image to another in place.
   *
   * @param image what another operator has just made; nothing else may need its old values
   * @return the same image, as another handle
   */
  public static NDArray addTo(NDArray image, NDArray other) {
    return call("add_to", image, other);
  }

  /**
   * Sets whole channels to zero at random and scales the others up.
   *
   * @param probability scalar, of a channel to be dropped
   */
  public static NDArray channelDropout(NDArray image, NDArray probability) {
    return call("drop_channels", image, probability);
  }

  private static NDArray[] with(NDArray image, NDArray... parameters) {
    NDArray[] arguments = new NDArray[parameters.length + 1];
    arguments[0] = image;
    System.arraycopy(parameters, 0, arguments, 1, parameters.length);
    return arguments;
  }
}
