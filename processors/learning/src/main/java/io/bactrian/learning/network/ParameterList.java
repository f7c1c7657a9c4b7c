package io.bactrian.learning.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a network in the order of its layers, and the name of the part being added. */
public final class ParameterList {
  private final List<NamedParameter> parameters;
  private final String prefix;

  public ParameterList() {
    this(new ArrayList<>(), "");
  }

  private ParameterList(List<NamedParameter> parameters, String prefix) {
    this.parameters = parameters;
    this.prefix = prefix;
  }

  /** The same list for the parameters of one part of the network. */
  public ParameterList part(String name) {
    return new ParameterList(parameters, prefix + name + ".");
  }

  NamedParameter add(
      String name, Parameter.Type type, Shape shape, NamedParameter.Initial initial) {
    Parameter parameter =
        Parameter.builder().setName(prefix + name).setType(type).optShape(shape).build();
    parameter.freeze(isStatistic(type));
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
