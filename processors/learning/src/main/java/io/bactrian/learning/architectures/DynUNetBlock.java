package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.operators.Operators;

/**
 * Two convolutions without bias, each normalized and activated; in residual blocks their input,
 * mixed where the shape changes, is added before the last activation. N, in, spatial to N, out,
 * spatial / stride.
 */
final class DynUNetBlock {
  /**
   * What all blocks of a network share.
   *
   * @param dropout of single elements after each convolution in training
   */
  record Style(Statistics statistics, Activation activation, float dropout) {
    /** Closes the image unless it is the result. */
    NDArray drop(NDArray image, boolean training) {
      if (!training || dropout == 0) {
        return image;
      }
      try (image;
          NDArray probability = image.getManager().create(dropout)) {
        return Operators.dropout(image, probability);
      }
    }
  }

  private final Style style;
  private final Convolution first;
  private final Convolution second;
  private final Convolution shortcut;
  private final Normalization firstNorm;
  private final Normalization secondNorm;
  private final Normalization shortcutNorm;
  private final boolean residual;

  /**
   * @param shortcutKernel of a residual block: one voxel with the stride; null for a plain block
   */
  DynUNetBlock(
      ParameterList part,
      Style style,
      int in,
      int out,
      Kernel kernel,
      Kernel still,
      Kernel shortcutKernel) {
    this.style = style;
    residual = shortcutKernel != null;
    first = new Convolution(part.part("conv1.conv"), in, out, kernel, false);
    second = new Convolution(part.part("conv2.conv"), out, out, still, false);
    firstNorm = normalization(part, "norm1", out, style.activation());
    secondNorm = normalization(part, "norm2", out, residual ? Activation.NONE : style.activation());
    boolean changes = residual && (in != out || !kernel.stride().equals(still.stride()));
    shortcut =
        changes ? new Convolution(part.part("conv3.conv"), in, out, shortcutKernel, false) : null;
    shortcutNorm = changes ? normalization(part, "norm3", out, Activation.NONE) : null;
  }

  private Normalization normalization(
      ParameterList part, String name, int channels, Activation activation) {
    return new Normalization(part.part(name), style.statistics(), channels, activation);
  }

  /** The image stays open. */
  NDArray forward(NDArray image, boolean training) {
    NDArray second = body(image, training);
    if (!residual) {
      return second;
    }
    if (shortcut == null) {
      try (second) {
        return style.activation().consume(Operators.addTo(second, image));
      }
    }
    try (second;
        NDArray mixed = normalized(shortcut, shortcutNorm, image, training)) {
      return style.activation().consume(Operators.addTo(second, mixed));
    }
  }

  private NDArray body(NDArray image, boolean training) {
    try (NDArray between = normalized(first, firstNorm, image, training)) {
      return normalized(second, secondNorm, between, training);
    }
  }

  private NDArray normalized(
      Convolution convolution, Normalization norm, NDArray image, boolean training) {
    try (NDArray convolved = style.drop(convolution.forward(image), training)) {
      return norm.forward(convolved, training);
    }
  }
}
