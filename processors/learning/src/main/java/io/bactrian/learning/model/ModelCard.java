package io.bactrian.learning.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Precision;
import io.bactrian.learning.targets.Targets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says of a model, for people and programs that do not read the
 * configuration. It holds no subject's id.
 *
 * @param format version of this file
 * @param architecture of the network
 * @param dimension 2 or 3
 * @param channels the model takes
 * @param classes label values in the order of the outputs
 * @param patchSize x, y, z
 * @param precision it was trained in
 * @param preprocessing names of the steps that images went through before
 * @param fold which fold of how many, and how many subjects each part has; empty for weights that
 *     were trained elsewhere
 * @param epoch the weights are of, from 1; 0 for weights that were trained elsewhere
 * @param scores of that epoch on the validation subjects
 * @param seconds that all epochs up to this took, by what was done
 * @param provenance versions, machine and time
 * @param weightsSha256 digest of {@code weights.safetensors}
 * @param problem segmentation, classification or regression
 * @param targets statistics of the training targets, by name, as {@link Targets#statistics}; null
 *     for segmentation
 * @param landmarksSha256 digest of {@code nyul.json}, or null for a model without
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelCard(
    int format,
    String architecture,
    int dimension,
    int channels,
    List<Integer> classes,
    List<Integer> patchSize,
    String precision,
    List<String> preprocessing,
    Map<String, Integer> fold,
    int epoch,
    Map<String, Double> scores,
    Map<String, Double> seconds,
    Map<String, String> provenance,
    String weightsSha256,
    String problem,
    @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Double> targets,
    @JsonInclude(JsonInclude.Include.NON_NULL) String landmarksSha256) {
  /** The format that is written. */
  public static final int FORMAT = 1;

  /**
   * The card of a model whose weights were trained elsewhere: no fold, no scores.
   *
   * @param weights name of the file they are from
   */
  static ModelCard imported(Configuration configuration, String weights) {
    ModelSettings model = configuration.model();
    Map<String, String> provenance = new LinkedHashMap<>(Provenance.now());
    provenance.put("imported", weights);
    return new ModelCard(
        FORMAT,
        model.architecture(),
        model.dimension(),
        model.channels(),
        model.classList(),
        Arrays.stream(configuration.training().patchSize()).boxed().toList(),
        Precision.of(model.precision()).label(),
        configuration.preprocessing().stream().map(step -> step.name()).toList(),
        Map.of(),
        0,
        Map.of(),
        Map.of(),
        provenance,
        null,
        model.problem().key(),
        // What the network says is the target itself.
        model.problem().perImage() ? Map.of("mean", 0.0, "std", 1.0) : null,
        null);
  }

  /** The card of a model before its weights are written. */
  public static ModelCard of(
      Configuration configuration,
      Fold fold,
      int epoch,
      Map<String, Double> scores,
      Map<String, Double> seconds) {
    ModelSettings model = configuration.model();
    return new ModelCard(
        FORMAT,
        model.architecture(),
        model.dimension(),
        model.channels(),
        model.classList(),
        Arrays.stream(configuration.training().patchSize()).boxed().toList(),
        Precision.of(model.precision()).label(),
        configuration.preprocessing().stream().map(step -> step.name()).toList(),
        counts(fold),
        epoch,
        scores,
        seconds,
        Provenance.now(),
        null,
        model.problem().key(),
        model.problem().perImage()
            ? Targets.of(configuration, fold.trainingSubjects()).statistics()
            : null,
        null);
  }

  private static Map<String, Integer> counts(Fold fold) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("testing", fold.testing());
    counts.put("testing_folds", fold.testingFolds());
    counts.put("validation", fold.validation());
    counts.put("validation_folds", fold.validationFolds());
    counts.put("training_subjects", fold.trainingIds().size());
    counts.put("validation_subjects", fold.validationIds().size());
    counts.put("testing_subjects", fold.testingIds().size());
    return counts;
  }

  ModelCard withDigests(String weights, String landmarks) {
    return new ModelCard(
        format,
        architecture,
        dimension,
        channels,
        classes,
        patchSize,
        precision,
        preprocessing,
        fold,
        epoch,
        scores,
        seconds,
        provenance,
        weights,
        problem,
        targets,
        landmarks);
  }
}
