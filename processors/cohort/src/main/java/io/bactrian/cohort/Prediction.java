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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    Subject subject, List<String> models, String probabilities, String labelMap) {
  public Prediction {
    models = List.copyOf(models);
  }
}
