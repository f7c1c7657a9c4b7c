package io.bactrian.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one or several models say of a subject, by reference.
 *
 * @param subject who was predicted
 * @param models folders of the models that took part
 * @param probabilities 4D NIfTI, one volume a class, on the grid of the subject's processed images;
 *     or null once fused
 * @param labelMap NIfTI label map, on the grid of the original image once fused
 * @param outcome what is said of the whole image, by classification and regression; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    Subject subject, List<String> models, String probabilities, String labelMap, Outcome outcome) {
  public Prediction {
    models = List.copyOf(models);
  }

  /** Of a segmentation. */
  public Prediction(Subject subject, List<String> models, String probabilities, String labelMap) {
    this(subject, models, probabilities, labelMap, null);
  }

  /** Of a classification or regression. */
  public Prediction(Subject subject, List<String> models, Outcome outcome) {
    this(subject, models, null, null, outcome);
  }
}
