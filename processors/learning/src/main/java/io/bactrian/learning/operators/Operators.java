package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The layers of the networks, each one call into the engine; gradients flow through them. The
 * source is {@code network.py} beside this class.
 *
 * <p>Images are N, C, spatial, in any floating-point type; a result has the type of the first
 * argument and lives in its manager, so that closing that manager frees a whole pass. Parameters
 * are float32, or float64 with images of that. May be called from several threads.
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

  /** The same, channels last in memory. */
  public static NDArray toChannelsLast(NDArray image) {
    return call("enter_channels_last", image);
  }

  /** To float16, channels last in memory. */
  public static NDArray toFloat16(NDArray image) {
    return call("enter_fp16", image);
  }

  /** To float64. */
  public static NDArray toFloat64(NDArray image) {
    return call("enter_fp64", image);
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
   * Convolution with any stride, padding and dilation.
   *
   * @param weight out, in, spatial
   * @param bias out; null for none
   * @param geometry whole numbers: the stride, then the padding, then the dilation of each axis
   */
  public static NDArray convolution(NDArray image, NDArray weight, NDArray bias, NDArray geometry) {
    return bias == null
        ? call("convolve_freely_without_bias", image, weight, geometry)
        : call("convolve_freely", image, weight, bias, geometry);
  }

  /**
   * Transposed convolution that multiplies the size of each axis by its stride.
   *
   * @param weight in, out, spatial; kernels of at most the stride
   * @param bias out; null for none
   * @param stride whole numbers, one for each axis
   */
  public static NDArray transposedConvolution(
      NDArray image, NDArray weight, NDArray bias, NDArray stride) {
    return bias == null
        ? call("convolve_transposed_without_bias", image, weight, stride)
        : call("convolve_transposed", image, weight, bias, stride);
  }

  /**
   * N, in to N, out.
   *
   * @param weight out, in
   */
  public static NDArray linear(NDArray vectors, NDArray weight, NDArray bias) {
    return call("linear", vectors, weight, bias);
  }

  /** The mean of each channel: N, C, spatial to N, C. */
  public static NDArray meanOfSpace(NDArray image) {
    return call("mean_of_space", image);
  }

  /** The largest value of each channel: N, C, spatial to N, C. */
  public static NDArray largestOfSpace(NDArray image) {
    return call("largest_of_space", image);
  }

  /** Leaky ReLU with the slope 0.01. */
  public static NDArray activation(NDArray image) {
    return call("activate", image);
  }

  /** ReLU. */
  public static NDArray relu(NDArray image) {
    return call("relu", image);
  }

  /** Leaky ReLU with the slope 0.2. */
  public static NDArray steepActivation(NDArray image) {
    return call("steep_activate", image);
  }

  /**
   * Batch norm with the statistics of the batch. Updates the running statistics in place.
   *
   * @param parameters weight, bias, running mean, running variance; each of C
   */
  public static NDArray batchNorm(NDArray image, NDArray... parameters) {
    return call("batch_norm", with(image, parameters));
  }

  /** As {@link #batchNorm} with the running statistics, which stay as they are. */
  public static NDArray runningNorm(NDArray image, NDArray... parameters) {
    return call("running_norm", with(image, parameters));
  }

  /**
   * Instance norm with the statistics of each image.
   *
   * @param parameters weight and bias, each of C; or nothing
   */
  public static NDArray instanceNorm(NDArray image, NDArray... parameters) {
    String method = parameters.length == 0 ? "bare_instance_norm" : "instance_norm";
    return call(method, with(image, parameters));
  }

  /** As {@link #instanceNorm}, updating running statistics as batch norm does. */
  public static NDArray trackedInstanceNorm(NDArray image, NDArray... parameters) {
    return call("tracked_instance_norm", with(image, parameters));
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

  /** Linear interpolation to the size of another image, the corner voxels kept. */
  public static NDArray upsamplingTo(NDArray image, NDArray like) {
    return call("upsample_like", image, like);
  }

  /** Nearest voxels at the size of another image. */
  public static NDArray repetitionTo(NDArray image, NDArray like) {
    return call("repeat_like", image, like);
  }

  /** Images one after the other along C. */
  public static NDArray concatenation(NDArray... images) {
    if (images.length == 1) {
      return copy(images[0]);
    }
    NDArray joined = call("concatenate", images[0], images[1]);
    for (int i = 2; i < images.length; i++) {
      try (NDArray before = joined) {
        joined = call("concatenate", before, images[i]);
      }
    }
    return joined;
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

  /**
   * Sets single elements to zero at random and scales the others up.
   *
   * @param probability scalar, of an element to be dropped
   */
  public static NDArray dropout(NDArray image, NDArray probability) {
    return call("drop_elements", image, probability);
  }

  /** Leaky ReLU with the slope 0.3. */
  public static NDArray steeperActivation(NDArray image) {
    return call("steeper_activate", image);
  }

  /** The hyperbolic tangent. */
  public static NDArray tanh(NDArray image) {
    return call("tanh", image);
  }

  /** N, C, spatial to N, 1, spatial. */
  public static NDArray firstChannel(NDArray image) {
    return call("first_channel", image);
  }

  /** A copy that gradients flow through, unlike {@link NDArray#duplicate}. */
  public static NDArray copy(NDArray image) {
    return call("copy", image);
  }

  /** N, C, spatial to N, C · voxels. */
  public static NDArray flatten(NDArray image) {
    return call("flatten", image);
  }

  /**
   * One for one channel and zero for the others, at each voxel; gradients flow as through a
   * softmax.
   *
   * @param drawn whether the channel is drawn with its probability (Gumbel's trick) instead of
   *     being the one with the largest logit
   */
  public static NDArray oneHot(NDArray logits, boolean drawn) {
    return call(drawn ? "one_hot_drawn" : "one_hot_largest", logits);
  }

  /** Draws from normal distributions with these means and logarithms of variances. */
  public static NDArray normalSample(NDArray means, NDArray logarithms) {
    return call("normal_drawn", means, logarithms);
  }

  /**
   * Adaptive instance norm (Huang and Belongie 2017): each channel of an image gets the mean and
   * the deviation of the image's style.
   *
   * @param style N, any number
   */
  public static NDArray adoptStyle(NDArray image, NDArray style) {
    return call("adopt_style", image, style);
  }

  private static NDArray[] with(NDArray image, NDArray... parameters) {
    NDArray[] arguments = new NDArray[parameters.length + 1];
    arguments[0] = image;
    System.arraycopy(parameters, 0, arguments, 1, parameters.length);
    return arguments;
  }
}
