package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The layers of transformers, to the rules of {@link Operators}. Tokens are N, T, features. The
 * source is {@code transformer.py} beside this class.
 */
public final class TransformerOperators {
  private static final class Library {
    static final TorchScript SCRIPT = new TorchScript("transformer.py", "Transformer");
  }

  private TransformerOperators() {}

  private static NDArray call(String method, NDArray... arguments) {
    // As in Operators: the switch of the optimizing executor belongs to the thread.
    JniUtils.setGraphExecutorOptimize(false);
    return Library.SCRIPT.differentiable(method, arguments);
  }

  /**
   * The patches of an image as tokens, in the order of memory.
   *
   * @param image N, C, spatial
   * @param weight features, C, spatial sizes of a patch
   * @param bias features
   * @param position 1, T, features
   */
  public static NDArray embedding(NDArray image, NDArray weight, NDArray bias, NDArray position) {
    return call("embed", image, weight, bias, position);
  }

  /**
   * Each token to mean 0 and variance 1, then scaled and shifted (Ba et al. 2016).
   *
   * @param weight features
   * @param bias features
   */
  public static NDArray layerNorm(NDArray tokens, NDArray weight, NDArray bias) {
    return call("layer_norm", tokens, weight, bias);
  }

  /**
   * Scaled dot-product attention of several heads (Vaswani et al. 2017).
   *
   * @param heads scalar; divides the number of features
   */
  public static NDArray attention(NDArray query, NDArray key, NDArray value, NDArray heads) {
    return call("attend", query, key, value, heads);
  }

  /** Gaussian error linear unit. */
  public static NDArray gelu(NDArray tokens) {
    return call("gelu", tokens);
  }

  /**
   * Tokens as an image.
   *
   * @param grid spatial sizes, whole numbers whose product is T
   * @return N, features, spatial
   */
  public static NDArray image(NDArray tokens, NDArray grid) {
    return call("image", tokens, grid);
  }
}
