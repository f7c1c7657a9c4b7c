package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How weights follow their gradients: the {@code optimizer} section and {@code learning_rate}.
 *
 * @param type such as {@code sgd} or {@code adam}
 * @param learningRate the rate that the schedule starts from
 * @param options by name, all of the type present: numbers, flags and lists of numbers
 */
public record OptimizerSettings(String type, double learningRate, Parameters options) {

  /** The named optimizer with GaNDLF's defaults; without options when there is no such one. */
  public static OptimizerSettings of(String type, double learningRate) {
    return new OptimizerSettings(type, learningRate, OptimizerOptions.defaults(type));
  }

  public OptimizerSettings withWeightDecay(double decay) {
    return with("weight_decay", decay);
  }

  public OptimizerSettings withMomentum(double momentum, boolean nesterov) {
    return with("momentum", momentum).with("nesterov", nesterov);
  }

  /** The same with another value of one option. */
  public OptimizerSettings with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(options.values());
    changed.put(name, value);
    return new OptimizerSettings(type, learningRate, new Parameters(changed));
  }
}
