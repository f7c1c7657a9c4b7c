package io.bactrian.component.fuse;

import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Regions;
import io.bactrian.evaluation.fusion.MajorityVote;
import io.bactrian.evaluation.fusion.ProbabilityAverage;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.FileTrees;
import io.bactrian.step.StepProducer;
import io.bactrian.step.SubjectFile;
import io.bactrian.workflow.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * Takes a prediction, or the list of all predictions of one subject, and gives one prediction with
 * a label map on the grid of the subject's original image, or with what is said of the whole image.
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
    if (predictions.get(0).outcome() != null) {
      return unstored(message, () -> outcome(predictions));
    }
    Regions classes = endpoint.regions(predictions.get(0));
    Path original = original(subject, endpoint.channel(predictions.get(0)));
    Path file = stored(message, predictions, classes, original, subject);
    if (endpoint.getOutput() != null) {
      Path result = file;
      file = Path.of(endpoint.getOutput()).resolve(SubjectFile.name(subject.id()) + ".nii.gz");
      refuseOverwriting(subject.source(), file);
      AtomicFiles.writePath(file, temporary -> Files.copy(result, temporary));
    }
    if (endpoint.savesProbabilities()) {
      writeProbabilities(predictions, classes, original, subject);
    }
    List<String> models = new ArrayList<>();
    predictions.forEach(prediction -> models.addAll(prediction.models()));
    return new Prediction(subject, models, null, file.toString());
  }

  /** A route may be told to write where the images are, which may have the subject's name. */
  private static void refuseOverwriting(Subject subject, Path result) {
    List<String> given = new ArrayList<>(subject.images());
    if (subject.label() != null) {
      given.add(subject.label());
    }
    for (String file : given) {
      if (FileTrees.isSame(Path.of(file), result)) {
        throw new EvaluationException(
            "The label map would overwrite an image or label of the subject",
            result.toString(),
            "a folder of its own for results",
            "name another output");
      }
    }
  }

  /** Of whole images there is no file: the mean of a few numbers. */
  private Prediction outcome(List<Prediction> predictions) {
    Subject subject = predictions.get(0).subject();
    List<Outcome> outcomes = new ArrayList<>();
    List<String> models = new ArrayList<>();
    for (Prediction prediction : predictions) {
      if (prediction.outcome() == null) {
        throw new EvaluationException(
            "Some models say a label map, others one answer for the image",
            "subject " + subject.id(),
            "models of one problem_type",
            "put models of different problems into different folders");
      }
      outcomes.add(prediction.outcome());
      models.addAll(prediction.models());
    }
    boolean average = endpoint.getOperation().equals("average");
    return new Prediction(
        subject, models, average ? Outcome.average(outcomes) : Outcome.vote(outcomes));
  }

  private static Path original(Subject subject, int channel) {
    List<String> images = subject.source().images();
    if (channel < 0 || channel >= images.size()) {
      throw new EvaluationException(
          "There is no channel " + channel + " on whose grid the labels could be given",
          "subject " + subject.id(),
          "a channel from 0 to " + (images.size() - 1),
          "correct reference of fuse, or of align in data_preprocessing");
    }
    return Path.of(images.get(channel));
  }

  private List<Prediction> predictions(Message message) {
    Object body = bodyOf(message, Prediction.class, List.class);
    List<Prediction> predictions = new ArrayList<>();
    for (Object one : body instanceof List<?> list ? list : List.of(body)) {
      predictions.add((Prediction) one);
    }
    long subjects = predictions.stream().map(p -> p.subject().id()).distinct().count();
    if (subjects != 1) {
      throw new EvaluationException(
          subjects == 0
              ? "There is no prediction to fuse"
              : "The predictions to fuse are of " + subjects + " subjects",
          "the route that uses " + endpoint.step(),
          "the predictions of one subject by all models",
          "put fuse after a split over the models, inside the split over the subjects");
    }
    return predictions;
  }

  private Path stored(
      Message message,
      List<Prediction> predictions,
      Regions classes,
      Path original,
      Subject subject) {
    // A series of slices is a folder.
    List<Path> inputs = new ArrayList<>(ImageReader.files(original));
    predictions.forEach(prediction -> inputs.add(Path.of(file(prediction))));
    return run(
            message,
            subject.id(),
            new Task("fuse", VERSION, options(classes), inputs),
            into ->
                ImageWriter.write(
                    into.resolve(FILE), fuse(predictions, classes, original, subject.id())))
        .resolve(FILE);
  }

  private SortedMap<String, String> options(Regions classes) {
    SortedMap<String, String> options = new TreeMap<>();
    options.put("operation", endpoint.getOperation());
    options.put("classes", classes.labels().toString());
    if (!classes.isExclusive()) {
      options.put("regions", classes.classes().toString());
    }
    return options;
  }

  /** One volume a class, beside the label map; written each time, as it is no task's result. */
  private void writeProbabilities(
      List<Prediction> predictions, Regions classes, Path original, Subject subject) {
    List<List<Image>> models = predictions.stream().map(FuseProducer::probabilities).toList();
    Path file =
        Path.of(endpoint.getOutput())
            .resolve(SubjectFile.name(subject.id()) + "_probabilities.nii.gz");
    Geometry grid = ImageReader.readGeometry(original);
    ImageWriter.writeChannels(
        file, ProbabilityAverage.probabilities(models, classes.classes(), grid, subject.id()));
  }

  private LabelMap fuse(
      List<Prediction> predictions, Regions classes, Path original, String subject) {
    Geometry grid = ImageReader.readGeometry(original);
    if (endpoint.getOperation().equals("average")) {
      List<List<Image>> models = predictions.stream().map(FuseProducer::probabilities).toList();
      return ProbabilityAverage.labels(models, classes, grid, subject);
    }
    // Lazily: the labels of a model are read when it is their turn to be counted.
    Iterable<LabelMap> maps = () -> predictions.stream().map(p -> labels(p, classes)).iterator();
    return MajorityVote.labels(maps, classes.labels(), grid, subject);
  }

  private static List<Image> probabilities(Prediction prediction) {
    if (prediction.probabilities() == null) {
      throw new EvaluationException(
          "A prediction has no probabilities",
          "subject " + prediction.subject().id(),
          "what 'infer' gives",
          "use fuse:vote for label maps");
    }
    return ImageReader.readChannels(Path.of(prediction.probabilities()));
  }

  /** The label map of a prediction, or else its most probable classes. */
  private static LabelMap labels(Prediction prediction, Regions classes) {
    if (prediction.labelMap() != null) {
      String file = prediction.labelMap();
      return LabelMap.of(ImageReader.read(Path.of(file)), file);
    }
    List<Image> one = probabilities(prediction);
    return ProbabilityAverage.labels(
        List.of(one), classes, one.get(0).geometry(), prediction.subject().id());
  }

  private static String file(Prediction prediction) {
    return prediction.probabilities() != null ? prediction.probabilities() : prediction.labelMap();
  }
}
