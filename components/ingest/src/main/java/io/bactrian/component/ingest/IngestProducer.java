package io.bactrian.component.ingest;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.evaluation.PredictionTable;
import io.bactrian.step.FailedSubjects;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Message;

/** Puts what a table holds into the body: a {@link Cohort}, or a list of predictions. */
public class IngestProducer extends StepProducer {
  private final IngestEndpoint endpoint;

  public IngestProducer(IngestEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    String named = endpoint.getFile();
    Path file = Path.of(named == null ? body(message, String.class) : named);
    return switch (endpoint.getOperation()) {
      case "predictions" -> predictions(file);
      default -> cohort(file);
    };
  }

  private static List<Prediction> predictions(Path file) {
    return PredictionTable.read(file).stream()
        .map(
            row ->
                new Prediction(
                    new Subject(row.subject(), null, row.target().toString(), null, null, null),
                    List.of(),
                    null,
                    row.prediction().toString()))
        .toList();
  }

  private Cohort cohort(Path file) {
    Only only = Only.of(endpoint.getOnly());
    if (endpoint.getFailed() == null) {
      return only.in(CohortReader.read(file), file);
    }
    IngestResult result = CohortReader.readLeniently(file);
    for (SubjectFailure failure : result.failures()) {
      if (only.has(failure.subject())) {
        FailedSubjects.add(endpoint.getCamelContext(), Path.of(endpoint.getFailed()), failure);
      }
    }
    return only.in(result.cohort(), file);
  }
}
