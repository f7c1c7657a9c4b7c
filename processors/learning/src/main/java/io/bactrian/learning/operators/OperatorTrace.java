package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** Is told of each operator that a thread calls. */
@FunctionalInterface
public interface OperatorTrace {
  /**
   * @param name of the method in the operator library
   * @param arguments the image first
   * @param result as open as the operator gave it
   */
  void called(String name, NDArray[] arguments, NDArray result);

  /** Does something while every operator of this thread is told to a trace. */
  static <T> T during(OperatorTrace trace, Supplier<T> action) {
    TorchScript.TRACE.set(trace);
    try {
      return action.get();
    } finally {
      TorchScript.TRACE.remove();
    }
  }
}
