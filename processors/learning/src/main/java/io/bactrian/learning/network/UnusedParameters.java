package io.bactrian.learning.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Parameters that a file of weights has although no layer uses them. They are kept so that files
 * fit, and are not trained.
 */
public final class UnusedParameters {
  private UnusedParameters() {}

  /** Values start at zero. */
  public static void add(ParameterList parameters, String name, Shape shape) {
    parameters.add(name, Parameter.Type.OTHER, shape, random -> 0);
  }
}
