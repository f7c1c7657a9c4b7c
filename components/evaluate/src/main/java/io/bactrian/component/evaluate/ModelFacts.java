package io.bactrian.component.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the {@code model.json} of a model says of its fold; nothing where there is none. */
final class ModelFacts {
  private ModelFacts() {}

  static Map<String, String> of(Path folder) {
    Map<String, String> facts = new LinkedHashMap<>();
    Path card = folder.resolve("model.json");
    if (!Files.isRegularFile(card)) {
      return facts;
    }
    try {
      JsonNode model = new ObjectMapper().readTree(card.toFile());
      JsonNode fold = model.path("fold");
      if (fold.isObject()) {
        facts.put("Fold", part(fold, "testing") + ", " + part(fold, "validation"));
        facts.put(
            "Subjects in the fold",
            fold.path("training_subjects").asInt()
                + " training, "
                + fold.path("validation_subjects").asInt()
                + " validation, "
                + fold.path("testing_subjects").asInt()
                + " testing");
      }
      if (model.path("epoch").isInt()) {
        facts.put("Best epoch", model.path("epoch").asText());
      }
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + card, e);
    }
  }

  private static String part(JsonNode fold, String name) {
    return name + " " + (fold.path(name).asInt() + 1) + " of " + fold.path(name + "_folds").asInt();
  }
}
