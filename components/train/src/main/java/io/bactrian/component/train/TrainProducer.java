package io.bactrian.component.train;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.learning.training.TrainingRun;
import io.bactrian.step.Progress;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import org.apache.camel.Message;

/**
 * Takes a fold and gives the model trained on it. A training that was stopped goes on, and one that
 * is done is answered from its folder.
 */
public class TrainProducer extends StepProducer {
  private final TrainEndpoint endpoint;

  public TrainProducer(TrainEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    Fold fold = body(message, Fold.class);
    Path folder = Path.of(endpoint.getOutput()).resolve(fold.folder());
    Progress progress = endpoint.progress();
    TrainedModel model =
        TrainingRun.run(
            endpoint.training(),
            fold,
            folder,
            new TrainProgress(fold.folder(), progress),
            endpoint.isReset());
    progress.wrote(Progress.Result.CURVES, folder.resolve("curves.csv"));
    return model;
  }
}
