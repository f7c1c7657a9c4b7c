package io.bactrian.component.failed;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.FailedSubjects;
import io.bactrian.step.StepBodyException;
import io.bactrian.step.StepConstants;
import io.bactrian.step.StepProducer;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the message of a subject or prediction that failed, adds a line to the list, and puts the
 * {@link SubjectFailure} in its place, by which an aggregation tells it from a success.
 */
public class FailedProducer extends StepProducer {
  private static final Logger LOG = LoggerFactory.getLogger(FailedProducer.class);

  private final FailedEndpoint endpoint;

  public FailedProducer(FailedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected boolean isForAll() {
    return false;
  }

  @Override
  protected Object apply(Message message) {
    String id = subject(bodyOf(message, Subject.class, Prediction.class, List.class)).id();
    Exchange exchange = message.getExchange();
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    SubjectFailure failure =
        new SubjectFailure(
            id,
            message.getHeader(StepConstants.FAILED_STEP, "unknown", String.class),
            FailedSubjects.reason(cause));
    LOG.debug("A subject failed", cause);
    FailedSubjects.add(endpoint.getCamelContext(), Path.of(endpoint.getFile()), failure);
    return failure;
  }

  /** Of a subject, its prediction, or the predictions of several models for it. */
  private Subject subject(Object body) {
    if (body instanceof List<?> list && !list.isEmpty()) {
      return subject(list.get(0));
    }
    if (body instanceof Prediction prediction) {
      return prediction.subject();
    }
    if (body instanceof Subject subject) {
      return subject;
    }
    throw StepBodyException.unexpected(
        endpoint.step(), List.of(Subject.class, Prediction.class), body, null);
  }
}
