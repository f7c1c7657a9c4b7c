package io.bactrian.learning.network;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a network in the order of its layers, and the name of the part being added. */
public final class ParameterList {
  private final List<NamedParameter> parameters;
  private final String prefix;
  private final DataType type;
  private final boolean used;

  /** Of float32 parameters. */
  public ParameterList() {
    this(DataType.FLOAT32);
  }

  /**
   * @param type of the parameters but for counts
   */
  public ParameterList(DataType type) {
    this(new ArrayList<>(), "", type, true);
  }

  private ParameterList(
      List<NamedParameter> parameters, String prefix, DataType type, boolean used) {
    this.parameters = parameters;
    this.prefix = prefix;
    this.type = type;
    this.used = used;
  }

  /** The same list for the parameters of one part of the network. */
  public ParameterList part(String name) {
    return new ParameterList(parameters, prefix + name + ".", type, used);
  }

  /** The same list for layers that are never passed: files have them, and training leaves them. */
  public ParameterList unused() {
    return new ParameterList(parameters, prefix, type, false);
  }

  NamedParameter add(
      String name, Parameter.Type role, Shape shape, NamedParameter.Initial initial) {
    Parameter parameter =
        Parameter.builder().setName(prefix + name).setType(role).optShape(shape).build();
    parameter.freeze(!used || isStatistic(role));
    NamedParameter named = new NamedParameter(prefix + name, parameter, initial, number(shape));
    parameters.add(named);
    return named;
  }

  private DataType number(Shape shape) {
    return shape.dimension() == 0 ? DataType.INT64 : type;
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
