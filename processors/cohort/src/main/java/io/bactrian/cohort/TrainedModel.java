package io.bactrian.cohort;

import java.util.Map;

/**
 * Reference to a trained model: what a training step hands on.
 *
 * @param folder the model folder, with {@code weights.safetensors}, {@code config.yaml} and {@code
 *     model.json}
 * @param fold the fold it was trained on
 * @param scores validation scores of the stored epoch, by name
 */
public record TrainedModel(String folder, Fold fold, Map<String, Double> scores) {}
