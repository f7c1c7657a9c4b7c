package io.bactrian.learning.model;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The image that {@code histogram_matching} matches to, which a model needs for every subject that
 * it predicts: stored beside the weights, so that the model folder can be moved.
 */
final class HistogramTarget {
  static final String FILE = "histogram_target.nii.gz";
  private static final String STEP = "histogram_matching";
  private static final String TARGET = "target";
  private static final String ADAPTIVE = "adaptive";

  private HistogramTarget() {}

  /** Stores the image in a folder, and gives the configuration that names it there. */
  static Configuration store(Configuration configuration, Path folder) {
    List<PreprocessingStep> steps = new ArrayList<>();
    for (PreprocessingStep step : configuration.preprocessing()) {
      String target =
          step.name().equals(STEP) ? step.parameters().text(TARGET, ADAPTIVE) : ADAPTIVE;
      if (target.equals(ADAPTIVE)) {
        steps.add(step);
        continue;
      }
      ImageWriter.write(folder.resolve(FILE), ImageReader.read(Path.of(target)));
      Map<String, Object> parameters = new LinkedHashMap<>(step.parameters().values());
      parameters.put(TARGET, FILE);
      steps.add(new PreprocessingStep(STEP, new Parameters(parameters)));
    }
    return configuration.withPreprocessing(steps);
  }
}
