package io.bactrian.component.ingest;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.TargetCheck;
import io.bactrian.cohort.folder.BidsReader;
import io.bactrian.cohort.folder.FolderReader;
import io.bactrian.step.FailedSubjects;
import io.bactrian.step.Options;
import io.bactrian.step.StepProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Message;

/** Puts what a table or folder holds into the body: a {@link Cohort}, or a list of predictions. */
public class IngestProducer extends StepProducer {
  private final IngestEndpoint endpoint;

  public IngestProducer(IngestEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected Object apply(Message message) {
    return unstored(message, () -> read(message));
  }

  private Object read(Message message) {
    return switch (endpoint.getOperation()) {
      case "predictions" ->
          new PredictionRows(path(message, endpoint.getFile()), endpoint.modelSettings()).read();
      case "folder" -> usable(folder(path(message, endpoint.getFolder())));
      case "dicom" -> usable(dicom(path(message, endpoint.getFolder())));
      case "bids" -> usable(bids(path(message, endpoint.getFolder())));
      default -> checked(path(message, endpoint.getFile()));
    };
  }

  private Path path(Message message, String named) {
    return Path.of(named == null ? body(message, String.class) : named);
  }

  private boolean isStrict() {
    return endpoint.getFailed() == null;
  }

  /** A mistake that the configuration shows ends the run here, before images are read. */
  private Cohort checked(Path file) {
    Cohort cohort = usable(table(file));
    switch (endpoint.purpose()) {
      case TRAINING -> TargetCheck.forTraining(cohort, endpoint.modelSettings(), file.toString());
      case PREDICTION ->
          TargetCheck.forPrediction(cohort, endpoint.modelSettings(), file.toString());
      default -> {}
    }
    return cohort;
  }

  private IngestResult table(Path file) {
    if (isStrict()) {
      return complete(CohortReader.read(file));
    }
    return endpoint.purpose() == IngestEndpoint.Purpose.PREDICTION
        ? CohortReader.readToPredict(file)
        : CohortReader.readLeniently(file);
  }

  private IngestResult folder(Path folder) {
    String label = endpoint.getLabel();
    return isStrict()
        ? complete(FolderReader.read(folder, channels(), label))
        : FolderReader.readLeniently(folder, channels(), label);
  }

  private IngestResult bids(Path folder) {
    String label = endpoint.getLabel();
    String target = endpoint.getTarget();
    return isStrict()
        ? complete(BidsReader.read(folder, channels(), label, target))
        : BidsReader.readLeniently(folder, channels(), label, target);
  }

  private IngestResult dicom(Path folder) {
    DicomCohort cohort =
        new DicomCohort(
            channels(), endpoint.getLabel(), endpoint.getPseudonymKey(), endpoint.getLists());
    try {
      return cohort.read(folder, isStrict());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private List<String> channels() {
    return Options.texts(Options.required(endpoint.step(), "channels", endpoint.getChannels()));
  }

  private static IngestResult complete(Cohort cohort) {
    return new IngestResult(cohort, List.of());
  }

  private Cohort usable(IngestResult result) {
    Only only = Only.of(endpoint.getOnly());
    for (SubjectFailure failure : result.failures()) {
      if (only.has(failure.subject())) {
        FailedSubjects.add(endpoint.getCamelContext(), Path.of(endpoint.getFailed()), failure);
      }
    }
    return only.in(result.cohort());
  }
}
