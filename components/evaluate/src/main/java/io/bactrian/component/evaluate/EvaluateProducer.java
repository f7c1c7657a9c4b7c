package io.bactrian.component.evaluate;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Scores;
import io.bactrian.evaluation.ScoresWriter;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;

/**
 * Takes a fused prediction of a subject with a label and gives {@link Scores} of this subject; or
 * takes a list of such scores and gives them as one.
 */
public class EvaluateProducer extends StepProducer {
  private final EvaluateEndpoint endpoint;
  private Evaluation evaluation;

  public EvaluateProducer(EvaluateEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    evaluation = endpoint.evaluation();
  }

  @Override
  protected Object apply(Message message) {
    return switch (endpoint.getOperation()) {
      case "collect" -> collect(body(message, List.class));
      default -> compare(body(message, Prediction.class));
    };
  }

  private Scores compare(Prediction prediction) {
    Subject subject = prediction.subject().source();
    if (subject.label() == null || prediction.labelMap() == null) {
      throw new EvaluationException(
          "There is no " + (subject.label() == null ? "label" : "predicted label map"),
          "subject " + subject.id(),
          "a subject with a label, and a prediction that was fused",
          "add the label to the table; in a route, put fuse before evaluate");
    }
    return evaluation.collect(
        List.of(
            evaluation.compare(
                subject.id(), labels(subject.label()), labels(prediction.labelMap()))));
  }

  private static LabelMap labels(String file) {
    return LabelMap.of(ImageReader.read(Path.of(file)), file);
  }

  /** Subjects that failed, or have no label, have left other bodies in the list. */
  private Scores collect(List<?> gathered) {
    List<Scores.OfSubject> subjects = new ArrayList<>();
    for (Object body : gathered) {
      if (body instanceof Scores scores) {
        subjects.addAll(scores.subjects());
      }
    }
    Scores all = evaluation.collect(subjects);
    if (endpoint.getOutput() != null && !subjects.isEmpty()) {
      Path json = Path.of(endpoint.getOutput());
      ScoresWriter.writeJson(json, all);
      String name = json.getFileName().toString().replaceFirst("\\.json$", "");
      ScoresWriter.writeCsv(json.resolveSibling(name + ".csv"), all);
    }
    return all;
  }
}
