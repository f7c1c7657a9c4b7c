package io.bactrian.component.export;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortWriter;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.step.Options;
import io.bactrian.step.StepProducer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/**
 * Writes what the body holds. Every file appears whole or not at all; one that exists with other
 * content is refused unless the endpoint says {@code force}.
 */
public class ExportProducer extends StepProducer {
  private final ExportEndpoint endpoint;

  public ExportProducer(ExportEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    return unstored(message, () -> export(message));
  }

  private Object export(Message message) {
    return switch (endpoint.getOperation()) {
      case "folds" -> folds(message);
      case "images" -> {
        Subject subject = body(message, Subject.class);
        yield ProcessedImages.write(subject, folder(), endpoint.isForce());
      }
      case "config" -> {
        MatchingConfiguration.write(endpoint.required(), folder(), endpoint.isForce());
        yield message.getBody();
      }
      default -> table(body(message, Cohort.class));
    };
  }

  private Path folder() {
    return Path.of(Options.required(endpoint.step(), "folder", endpoint.getFolder()));
  }

  private Cohort table(Cohort cohort) {
    Path file = Path.of(Options.required(endpoint.step(), "file", endpoint.getFile()));
    refuseExisting(List.of(file));
    CohortWriter.write(file, cohort, endpoint.isRelative());
    return cohort;
  }

  private List<?> folds(Message message) {
    List<?> folds = body(message, List.class);
    Map<Path, Cohort> tables = new LinkedHashMap<>();
    boolean nested =
        folds.stream().mapToInt(fold -> ((Fold) fold).testing()).distinct().count() > 1;
    for (Object one : folds) {
      Fold fold = (Fold) one;
      Path into = nested ? folder().resolve("testing_" + fold.testing()) : folder();
      tables.put(
          into.resolve("training_" + fold.validation() + ".csv"),
          new Cohort(fold.trainingSubjects()));
      tables.put(
          into.resolve("validation_" + fold.validation() + ".csv"),
          new Cohort(fold.validationSubjects()));
      if (!fold.testingIds().isEmpty()) {
        tables.put(
            into.resolve("testing_" + fold.testing() + ".csv"), new Cohort(fold.testingSubjects()));
      }
    }
    refuseExisting(new ArrayList<>(tables.keySet()));
    tables.forEach((file, cohort) -> CohortWriter.write(file, cohort, endpoint.isRelative()));
    return folds;
  }

  private void refuseExisting(List<Path> files) {
    for (Path file : files) {
      if (!endpoint.isForce() && Files.exists(file)) {
        throw ExportException.exists("The file " + file.getFileName() + " exists already", file);
      }
    }
  }
}
