package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * Optimizer steps, each one call into the engine. The source is {@code optimizers.py} beside this
 * class.
 */
public final class OptimizerOperators {
  private static final class Library {
    static final TorchScript SCRIPT = new TorchScript("optimizers.py", "Optimizers");
  }

  private OptimizerOperators() {}

  /**
   * One step of all parameters, in place.
   *
   * @param method of {@code optimizers.py}
   * @param lists the parameters, their gradients and the state, as the method takes them
   * @param numbers as the method takes them
   */
  public static void step(String method, List<List<NDArray>> lists, double... numbers) {
    IValue[] arguments = new IValue[lists.size() + numbers.length];
    int next = 0;
    for (List<NDArray> list : lists) {
      arguments[next++] = TorchScript.list(list);
    }
    for (double number : numbers) {
      arguments[next++] = IValue.from(number);
    }
    Library.SCRIPT.direct(method, arguments).close();
  }

  /** Sets every element of the tensors to one number, in place. */
  public static void fill(List<NDArray> tensors, double number) {
    step("fill", List.of(tensors), number);
  }
}
