package io.bactrian.component.split;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.folds.KFold;
import io.bactrian.step.FailedSubjects;
import io.bactrian.step.Options;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/** Puts a list into the body, for Camel's splitter to take apart. */
public class SplitProducer extends StepProducer {
  private final SplitEndpoint endpoint;
  private List<Path> models = List.of();

  public SplitProducer(SplitEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** A folder without a model is not the fault of a subject: the route does not even start. */
  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (endpoint.getOperation().equals("models")) {
      models =
          ModelFolders.below(
              Path.of(Options.required(endpoint.step(), "folder", endpoint.getFolder())));
    }
  }

  @Override
  protected Object apply(Message message) {
    return switch (endpoint.getOperation()) {
      case "testing" -> testing(body(message, TrainedModel.class));
      case "models" -> models(body(message, Subject.class));
      default -> folds(body(message, Cohort.class));
    };
  }

  private List<Fold> folds(Cohort cohort) {
    return KFold.split(alike(cohort), endpoint.nestedTraining(), endpoint.seed());
  }

  /** Without those that no network could take together with the others, where they are listed. */
  private Cohort alike(Cohort cohort) {
    int usual = endpoint.getFailed() == null ? 0 : cohort.usualChannels();
    if (usual == 0) {
      return cohort;
    }
    Map<Boolean, List<Subject>> parts =
        cohort.subjects().stream()
            .collect(Collectors.partitioningBy(subject -> subject.channels().size() == usual));
    for (Subject other : parts.get(false)) {
      FailedSubjects.add(
          endpoint.getCamelContext(),
          Path.of(endpoint.getFailed()),
          new SubjectFailure(
              other.id(), endpoint.step(), FailedSubjects.reason(otherChannels(other, usual))));
    }
    return new Cohort(parts.get(true));
  }

  private static CohortException otherChannels(Subject subject, int usual) {
    return new CohortException(
        "The number of channels is " + subject.channels().size() + " instead of " + usual,
        "subject " + subject.id(),
        "as many as most subjects have",
        "Complete the row in the table, or choose the volumes that the others have, too");
  }

  private static List<Prediction> testing(TrainedModel model) {
    return model.fold().testingSubjects().stream()
        .map(subject -> pending(subject, model.folder()))
        .toList();
  }

  private List<Prediction> models(Subject subject) {
    return models.stream().map(folder -> pending(subject, folder.toString())).toList();
  }

  /** Who shall be predicted by which model; the step infer fills in the rest. */
  private static Prediction pending(Subject subject, String model) {
    return new Prediction(subject, List.of(model), null, null);
  }
}
