package io.bactrian.component.normalize;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.NyulLandmarks;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.imaging.normalize.NyulStandardization;
import io.bactrian.safety.MissingFileException;
import io.bactrian.step.FailedSubjects;
import io.bactrian.step.Options;
import io.bactrian.step.images.ImageChangingProducer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * Standardizes images by landmarks, and does what the configuration does after that. A fold: learns
 * them from its training subjects alone and gives the fold with all subjects changed. A cohort:
 * learns from all. A pending prediction: takes those that its model was trained with. A subject:
 * takes those of the endpoint.
 */
public class NyulProducer extends ImageChangingProducer {
  private static final int VERSION = 1;

  private final NormalizeEndpoint endpoint;
  private final NyulPercentiles percentiles;

  public NyulProducer(NormalizeEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    this.percentiles = new NyulPercentiles(this::run);
  }

  @Override
  protected int version() {
    return VERSION;
  }

  @Override
  protected Object apply(Message message) {
    Object body = bodyOf(message, Fold.class, Prediction.class, Subject.class, Cohort.class);
    NyulSettings settings = endpoint.landmarkSettings();
    if (body instanceof Prediction pending) {
      return pending(message, pending, settings != null);
    }
    if (settings == null) {
      return body;
    }
    if (body instanceof Fold fold) {
      Path file = percentiles.learn(message, fold.folder(), fold.trainingSubjects(), settings);
      return fold.standardized(changed(message, fold.cohort(), file), file.toString());
    }
    if (body instanceof Cohort cohort) {
      Path file = percentiles.learn(message, "cohort", cohort.subjects(), settings);
      return changed(message, cohort, file);
    }
    String file = Options.required(endpoint.step(), "landmarks", endpoint.getLandmarks());
    return change(message, (Subject) body, operations(Path.of(file)));
  }

  /** The landmarks, and what the configuration does after them. */
  private List<Operation> operations(Path file) {
    NyulLandmarks landmarks = LandmarksFile.read(file);
    List<Operation> operations = new ArrayList<>(List.of(new NyulStandardization(landmarks)));
    operations.addAll(endpoint.afterStandardization());
    return operations;
  }

  /** Several at once: each is a task, which waits for the processors that it needs. */
  private Cohort changed(Message message, Cohort cohort, Path file) {
    List<Operation> operations = operations(file);
    return new Cohort(
        cohort.subjects().parallelStream()
            .map(subject -> changed(message, subject, operations))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Nothing for a subject that cannot be changed, which is listed where the endpoint says so. */
  private Optional<Subject> changed(Message message, Subject subject, List<Operation> operations) {
    try {
      return Optional.of(change(message, subject, operations));
    } catch (ImageContentException | ImageFormatException | MissingFileException e) {
      if (endpoint.getFailed() == null) {
        throw e;
      }
      FailedSubjects.add(
          endpoint.getCamelContext(),
          Path.of(endpoint.getFailed()),
          new SubjectFailure(subject.id(), endpoint.step(), FailedSubjects.reason(e)));
      return Optional.empty();
    }
  }

  private Prediction pending(Message message, Prediction pending, boolean wanted) {
    if (pending.models().size() != 1) {
      throw new IllegalArgumentException("Not one model: " + pending.models());
    }
    Path file = Path.of(pending.models().get(0)).resolve(LandmarksFile.NAME);
    if (!wanted && !Files.exists(file)) {
      return pending;
    }
    if (!wanted) {
      throw new ConfigurationException(
          "The model was trained on images that nyul has standardized",
          file.toString(),
          "nyul in data_preprocessing of the configuration",
          "use the configuration of the model, " + file.resolveSibling("config.yaml"));
    }
    return new Prediction(
        change(message, pending.subject(), operations(file)),
        pending.models(),
        pending.probabilities(),
        pending.labelMap());
  }
}
