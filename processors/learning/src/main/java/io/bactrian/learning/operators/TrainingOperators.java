package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * Losses and optimizer steps, each one call into the engine. The source is {@code training.py}
 * beside this class.
 *
 * <p>Logits are N, C, spatial in float32 or float64; labels N, spatial, whole numbers of any type
 * that are indices of classes. Lists of tensors are in the order of the parameters.
 */
public final class TrainingOperators {
  private static final class Library {
    static final TorchScript SCRIPT = new TorchScript("training.py", "Training");
  }

  private TrainingOperators() {}

  /**
   * A loss that {@code training.py} names.
   *
   * @param arguments logits, labels and what else the method takes
   * @return a scalar that gradients flow from, in the manager of the logits
   */
  public static NDArray loss(String method, NDArray... arguments) {
    return Library.SCRIPT.differentiable(method, arguments);
  }

  /** Scales gradients in place so that their joint norm is at most {@code largest}. */
  public static float clipNorm(List<NDArray> gradients, double largest) {
    try (IValue result =
            Library.SCRIPT.direct("clip_norm", TorchScript.list(gradients), IValue.from(largest));
        NDArray norm = Library.SCRIPT.tensor(result)) {
      return (float) number(norm);
    }
  }

  /** Bounds every gradient to plus or minus {@code largest}, in place. */
  public static void clipValue(List<NDArray> gradients, double largest) {
    call("clip_value", TorchScript.list(gradients), IValue.from(largest));
  }

  /** As the general form, without amsgrad. */
  public static void adamStep(
      List<NDArray> parameters,
      List<NDArray> gradients,
      List<NDArray> means,
      List<NDArray> squares,
      List<NDArray> steps,
      boolean decoupled,
      double... rateBetasDecayEpsilon) {
    adamStep(
        List.of(parameters, gradients, means, squares, List.of(), steps),
        decoupled,
        rateBetasDecayEpsilon);
  }

  /**
   * One step of Adam, or of AdamW when {@code decoupled}, on all parameters in place.
   *
   * @param lists parameters, gradients, means, squares, largest squares (empty without amsgrad),
   *     steps
   */
  public static void adamStep(
      List<List<NDArray>> lists, boolean decoupled, double... rateBetasDecayEpsilon) {
    IValue[] arguments = new IValue[lists.size() + rateBetasDecayEpsilon.length];
    int next = 0;
    for (List<NDArray> list : lists) {
      arguments[next++] = TorchScript.list(list);
    }
    for (double number : rateBetasDecayEpsilon) {
      arguments[next++] = IValue.from(number);
    }
    call(decoupled ? "adamw_step" : "adam_step", arguments);
  }

  /**
   * One step of stochastic gradient descent on all parameters in place.
   *
   * @param lists parameters, gradients, velocities (empty without momentum)
   * @param rateMomentumDampeningDecay four numbers
   * @param first whether the velocities are to become the gradients
   */
  public static void sgdStep(
      List<List<NDArray>> lists,
      double[] rateMomentumDampeningDecay,
      boolean nesterov,
      boolean first) {
    IValue[] arguments = new IValue[9];
    int next = 0;
    for (List<NDArray> list : lists) {
      arguments[next++] = TorchScript.list(list);
    }
    for (double number : rateMomentumDampeningDecay) {
      arguments[next++] = IValue.from(number);
    }
    arguments[next++] = IValue.from(nesterov);
    arguments[next] = IValue.from(first);
    call("sgd_step", arguments);
  }

  /**
   * Adaptive clipping, in place: the gradient of each output unit is at most {@code factor} times
   * its weights' norm (Brock et al. 2021, arXiv:2102.06171).
   */
  public static void clipAdaptively(
      List<NDArray> parameters, List<NDArray> gradients, double factor) {
    call(
        "clip_adaptively",
        TorchScript.list(parameters),
        TorchScript.list(gradients),
        IValue.from(factor));
  }

  /** Multiplies all tensors by a number, in place. */
  public static void scale(List<NDArray> tensors, double factor) {
    call("scale", TorchScript.list(tensors), IValue.from(factor));
  }

  /** Sets all tensors to zero, in place. */
  public static void zero(List<NDArray> tensors) {
    call("zero", TorchScript.list(tensors));
  }

  /** Copies the values of {@code sources} into {@code targets}. */
  public static void copy(List<NDArray> targets, List<NDArray> sources) {
    call("copy", TorchScript.list(targets), TorchScript.list(sources));
  }

  /** {@code targets += weight * (sources - targets)}, in place. */
  public static void blend(List<NDArray> targets, List<NDArray> sources, double weight) {
    call("blend", TorchScript.list(targets), TorchScript.list(sources), IValue.from(weight));
  }

  /** Adds {@code sources} to {@code targets} in place; the sources may be on another device. */
  public static void gather(List<NDArray> targets, List<NDArray> sources) {
    call("gather", TorchScript.list(targets), TorchScript.list(sources));
  }

  /**
   * Divides the float32 gradients of a scaled loss by its scale, in place.
   *
   * @return whether all of them are finite
   */
  public static boolean unscale(List<NDArray> gradients, double scale) {
    try (IValue result =
            Library.SCRIPT.direct("unscale", TorchScript.list(gradients), IValue.from(scale));
        NDArray found = Library.SCRIPT.tensor(result)) {
      return found.getFloat() == 0;
    }
  }

  /** The value of a scalar of any floating-point type. */
  public static double number(NDArray scalar) {
    try (NDArray wide = scalar.toType(DataType.FLOAT64, true)) {
      return wide.getDouble();
    }
  }

  private static void call(String method, IValue... arguments) {
    Library.SCRIPT.direct(method, arguments).close();
  }
}
