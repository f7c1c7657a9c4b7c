package io.bactrian.learning.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a network in the order of its layers, and the name of the part being added. */
public final class ParameterList {
  private final List<NamedParameter> parameters;
  private final String prefix;
  private final boolean used;

  public ParameterList() {
    this(new ArrayList<>(), "", true);
  }

  private ParameterList(List<NamedParameter> parameters, String prefix, boolean used) {
    this.parameters = parameters;
    this.prefix = prefix;
    this.used = used;
  }

  /** The same list for the parameters of one part of the network. */
  public ParameterList part(String name) {
    return new ParameterList(parameters, prefix + name + ".", used);
  }

  /** The same list for layers that are never passed: files have them, and training leaves them. */
  public ParameterList unused() {
    return new ParameterList(parameters, prefix, false);
  }

  NamedParameter add(
      String name, Parameter.Type type, Shape shape, NamedParameter.Initial initial) {
    Parameter parameter =
        Parameter.builder().setName(prefix + name).setType(type).optShape(shape).build();
    parameter.freeze(!used || isStatistic(type));
    NamedParameter named = new NamedParameter(prefix + name, parameter, initial);
    parameters.add(named);
    return named;
  }

  private static boolean isStatistic(Parameter.Type type) {
    return type == Parameter.Type.RUNNING_MEAN
        || type == Parameter.Type.RUNNING_VAR
        || type == Parameter.Type.OTHER;
  }

  List<NamedParameter> all() {
    return List.copyOf(parameters);
  }
}
