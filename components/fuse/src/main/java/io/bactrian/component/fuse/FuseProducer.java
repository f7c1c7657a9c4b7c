package io.bactrian.component.fuse;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.evaluation.fusion.MajorityVote;
import io.bactrian.evaluation.fusion.ProbabilityAverage;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.NiftiWriter;
import io.bactrian.step.StepProducer;
import io.bactrian.workflow.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * Takes a prediction, or the list of all predictions of one subject, and gives one prediction with
 * a label map on the grid of the subject's original image.
 */
public class FuseProducer extends StepProducer {
  private static final int VERSION = 1;
  private static final String FILE = "labels.nii.gz";

  private final FuseEndpoint endpoint;

  public FuseProducer(FuseEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    List<Prediction> predictions = predictions(message);
    Subject subject = predictions.get(0).subject();
    List<Integer> classes = endpoint.labels(predictions.get(0));
    Path original = Path.of(subject.source().images().get(0));
    Path file;
    if (endpoint.getOutput() == null) {
      file = stored(predictions, classes, original, subject);
    } else {
      file = SubjectFile.in(Path.of(endpoint.getOutput()), subject.id());
      NiftiWriter.write(file, fuse(predictions, classes, original, subject.id()));
    }
    List<String> models = new ArrayList<>();
    predictions.forEach(prediction -> models.addAll(prediction.models()));
    return new Prediction(subject, models, null, file.toString());
  }

  private List<Prediction> predictions(Message message) {
    Object body = bodyOf(message, Prediction.class, List.class);
    if (body instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(Prediction.class::cast).toList();
    }
    return List.of(body(message, Prediction.class));
  }

  private Path stored(
      List<Prediction> predictions, List<Integer> classes, Path original, Subject subject) {
    List<Path> inputs = new ArrayList<>();
    inputs.add(original);
    predictions.forEach(prediction -> inputs.add(Path.of(prediction.probabilities())));
    Map<String, String> options =
        Map.of("operation", endpoint.getOperation(), "classes", classes.toString());
    return endpoint
        .store()
        .run(
            new Task("fuse", VERSION, new TreeMap<>(options), inputs),
            into ->
                NiftiWriter.write(
                    into.resolve(FILE), fuse(predictions, classes, original, subject.id())))
        .resolve(FILE);
  }

  private LabelMap fuse(
      List<Prediction> predictions, List<Integer> classes, Path original, String subject) {
    Geometry grid = ImageReader.readGeometry(original);
    List<List<Image>> probabilities =
        predictions.stream()
            .map(prediction -> ImageReader.readChannels(Path.of(prediction.probabilities())))
            .toList();
    if (endpoint.getOperation().equals("average")) {
      return ProbabilityAverage.labels(probabilities, classes, grid, subject);
    }
    List<LabelMap> votes =
        probabilities.stream()
            .map(
                volumes ->
                    ProbabilityAverage.labels(
                        List.of(volumes), classes, volumes.get(0).geometry(), subject))
            .toList();
    return MajorityVote.labels(votes, classes, grid, subject);
  }
}
