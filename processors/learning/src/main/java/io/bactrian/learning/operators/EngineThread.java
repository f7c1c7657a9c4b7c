package io.bactrian.learning.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Engine settings that belong to the thread which computes. */
public final class EngineThread {
  /** System property: how many threads the engine computes with; default all processors. */
  public static final String THREADS = "bactrian.threads";

  private EngineThread() {}

  /**
   * Prepares this thread: as many threads as {@link #THREADS} says, no optimizing executor (it
   * would record shapes and choose other kernels after some calls, so that a training that goes on
   * would differ from one that was never stopped).
   *
   * @return how many threads the engine computes with
   */
  public static int prepare() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      manager.zeros(new Shape(1)).close(); // loads the engine
    }
    JniUtils.setGraphExecutorOptimize(false);
    int threads = Integer.getInteger(THREADS, Runtime.getRuntime().availableProcessors());
    JniUtils.setNumThreads(threads);
    return threads;
  }

  /** As {@link #prepare} for one of several threads that share the processor. */
  public static void prepareOneOf(int sharing) {
    int threads = prepare();
    JniUtils.setNumThreads(Math.max(1, threads / sharing));
  }

  /** Adds the gradients of a scalar to those of its parameters. */
  public static void backward(NDArray loss) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try (NDArray one = loss.onesLike()) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /** Does something while operations are recorded for {@link #backward}. */
  public static <T> T recording(Supplier<T> action) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      return action.get();
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }
}
