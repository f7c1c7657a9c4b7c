package io.bactrian.component.split;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.folds.KFold;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Message;

/** Puts a list into the body, for Camel's splitter to take apart. */
public class SplitProducer extends StepProducer {
  private final SplitEndpoint endpoint;

  public SplitProducer(SplitEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
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
    return KFold.split(cohort, endpoint.nestedTraining(), endpoint.seed());
  }

  private static List<Prediction> testing(TrainedModel model) {
    return model.fold().testingSubjects().stream()
        .map(subject -> pending(subject, model.folder()))
        .toList();
  }

  private List<Prediction> models(Subject subject) {
    return ModelFolders.below(Path.of(endpoint.getFolder())).stream()
        .map(folder -> pending(subject, folder.toString()))
        .toList();
  }

  /** Who shall be predicted by which model; the step infer fills in the rest. */
  private static Prediction pending(Subject subject, String model) {
    return new Prediction(subject, List.of(model), null, null);
  }
}
