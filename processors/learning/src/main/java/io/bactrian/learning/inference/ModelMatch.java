package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.model.ModelFolder;
import java.nio.file.Path;

/** Whether a model suits what is asked of it. */
public final class ModelMatch {
  private ModelMatch() {}

  /**
   * @throws ModelException when the configuration is for another model
   */
  public static void check(ModelFolder model, Configuration wanted) {
    ModelSettings own = model.configuration().model();
    ModelSettings asked = wanted.model();
    if (asked.channels() != 0) {
      compare(model, "num_channels", own.channels(), asked.channels());
    }
    compare(model, "problem_type", own.problem().key(), asked.problem().key());
    compare(model, "class_list", own.classList(), asked.classList());
    compare(model, "class_list", own.combined(), asked.combined());
    compare(model, "dimension", own.dimension(), asked.dimension());
    compare(model, "architecture", own.architecture(), asked.architecture());
    compare(model, "base_filters", own.baseFilters(), asked.baseFilters());
    compare(model, "depth", own.depth(), asked.depth());
    compare(model, "norm_type", own.norm(), asked.norm());
  }

  private static void compare(ModelFolder model, String key, Object own, Object asked) {
    if (!own.equals(asked)) {
      throw new ModelException(
          "The configuration is for another model: " + key + " is " + asked,
          model.folder().toString(),
          key + ": " + own + ", as the model was trained",
          "use the configuration of the model, " + model.folder().resolve("config.yaml"));
    }
  }

  /** The subject's mistake, not the model's: the others may be right. */
  static void checkChannels(ModelFolder model, int channels) {
    int own = model.configuration().model().channels();
    if (channels != own) {
      throw new ImageContentException(
          "There are " + channels + " channels, but the model takes " + own,
          model.folder().toString(),
          "the " + own + " channels that it was trained on, in their order",
          "give the same channels in the table of subjects, or another model");
    }
  }

  static ModelException missing(Path folder, String name, Shape shape, NDArray found) {
    return new ModelException(
        "The weights do not fit the network: "
            + name
            + (found == null ? " is missing" : " has the shape " + found.getShape()),
        folder.resolve("weights.safetensors").toString(),
        name + " of shape " + shape,
        "copy the whole model folder again, or train the model again");
  }
}
