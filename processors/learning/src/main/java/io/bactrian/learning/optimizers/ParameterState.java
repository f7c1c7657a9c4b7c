package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays that an optimizer keeps, one a parameter and quantity or one a quantity, all zero at
 * first.
 */
final class ParameterState implements AutoCloseable {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Map<String, NDArray> named = new LinkedHashMap<>();

  /** One array a parameter, of its shape. */
  List<NDArray> likeParameters(String quantity, Map<String, NDArray> parameters) {
    List<NDArray> arrays = new ArrayList<>();
    parameters.forEach(
        (name, parameter) ->
            arrays.add(
                zeros(quantity + "/" + name, parameter.getShape(), parameter.getDataType())));
    return arrays;
  }

  /** One number a parameter. */
  List<NDArray> numbers(String quantity, Map<String, NDArray> parameters) {
    List<NDArray> arrays = new ArrayList<>();
    parameters
        .keySet()
        .forEach(name -> arrays.add(zeros(quantity + "/" + name, new Shape(), DataType.FLOAT32)));
    return arrays;
  }

  /** One number. */
  NDArray number(String quantity) {
    return zeros(quantity, new Shape(), DataType.FLOAT32);
  }

  private NDArray zeros(String name, Shape shape, DataType type) {
    NDArray array = manager.zeros(shape, type);
    named.put(name, array);
    return array;
  }

  Map<String, NDArray> named() {
    return named;
  }

  @Override
  public void close() {
    manager.close();
  }
}
