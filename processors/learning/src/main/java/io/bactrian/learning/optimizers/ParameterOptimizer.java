package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.operators.OptimizerOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What optimizers share: their parameters, options, state and how many steps there were. The count
 * is part of the state, so that a restored optimizer goes on with the next step.
 */
abstract class ParameterOptimizer implements Optimizer {
  private final Map<String, NDArray> named;
  private final List<NDArray> parameters;
  private final ParameterState state = new ParameterState();
  private final NDArray steps;

  /** As the configuration gives them, all present. */
  final Parameters options;

  /**
   * @param parameters by name, float32
   */
  ParameterOptimizer(Parameters options, Map<String, NDArray> parameters) {
    this.options = options;
    this.named = parameters;
    this.parameters = List.copyOf(parameters.values());
    this.steps = number("step");
  }

  /** Zeros in the shape of each parameter. */
  final List<NDArray> likeParameters(String quantity) {
    return state.likeParameters(quantity, named);
  }

  /** One zero for each parameter. */
  final List<NDArray> numbers(String quantity) {
    return state.numbers(quantity, named);
  }

  /** One zero. */
  final NDArray number(String quantity) {
    return state.number(quantity);
  }

  final double option(String name) {
    return options.number(name, Double.NaN);
  }

  final boolean flag(String name) {
    return options.flag(name, false);
  }

  /** One of the decays of running means, from 0. */
  final double beta(int index) {
    return options.numbers("betas")[index];
  }

  @Override
  public final void step(List<NDArray> gradients, double rate) {
    OptimizerOperators.fill(List.of(steps), steps.getFloat() + 1);
    step((long) steps.getFloat(), gradients, rate);
  }

  /**
   * @param step from 1
   */
  abstract void step(long step, List<NDArray> gradients, double rate);

  /** Calls a method of {@code optimizers.py}: parameters, gradients, state, numbers. */
  final void call(
      String method, List<NDArray> gradients, List<List<NDArray>> lists, double... numbers) {
    List<List<NDArray>> all = new ArrayList<>(List.of(parameters, gradients));
    all.addAll(lists);
    OptimizerOperators.step(method, all, numbers);
  }

  final List<NDArray> parameters() {
    return parameters;
  }

  @Override
  public final Map<String, NDArray> state() {
    return state.named();
  }

  @Override
  public final void close() {
    state.close();
  }
}
