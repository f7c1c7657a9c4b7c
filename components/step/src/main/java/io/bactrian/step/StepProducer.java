package io.bactrian.step;

import io.bactrian.safety.FullDiskException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultProducer;

/**
 * A step: takes a message with one kind of record and puts another in its place. Times and counts
 * itself in the Micrometer registry that Camel's registry holds, and tells {@link Progress}.
 *
 * <p>Several threads may use one producer at the same time.
 */
public abstract class StepProducer extends DefaultProducer {
  private final StepEndpoint endpoint;
  private MeterRegistry meters;

  protected StepProducer(StepEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * Does the work.
   *
   * @return the new body
   */
  protected abstract Object apply(Message message) throws Exception;

  @Override
  protected void doStart() throws Exception {
    MeterRegistry found =
        CamelContextHelper.findSingleByType(endpoint.getCamelContext(), MeterRegistry.class);
    meters = found == null ? Metrics.globalRegistry : found;
    super.doStart();
  }

  @Override
  public final void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    int of = SplitTotal.of(exchange);
    endpoint.progress().started(endpoint.step(), of);
    try {
      message.setBody(apply(message));
      outcome = "done";
    } catch (Exception e) {
      message.setHeader(StepConstants.FAILED_STEP, endpoint.step());
      FullDiskException full = FullDiskException.of(e);
      throw full == null ? e : full;
    } finally {
      sample.stop(
          Timer.builder(StepConstants.TIMER)
              .tag("step", endpoint.step())
              .tag("outcome", outcome)
              .register(meters));
      endpoint.progress().ended(endpoint.step(), "done".equals(outcome), of);
    }
  }

  /**
   * The body as one kind of record.
   *
   * @throws StepBodyException when it is another
   */
  protected final <T> T body(Message message, Class<T> type) {
    return body(message, new Class<?>[] {type}, type);
  }

  /**
   * The body as the first of several kinds that fits.
   *
   * @throws StepBodyException when it is none of them
   */
  protected final Object bodyOf(Message message, Class<?>... types) {
    return body(message, types, Object.class);
  }

  private <T> T body(Message message, Class<?>[] types, Class<T> result) {
    Object body = message.getBody();
    RuntimeException cause = null;
    for (Class<?> type : types) {
      if (type.isInstance(body)) {
        return result.cast(body);
      }
    }
    for (Class<?> type : types) {
      try {
        Object converted = message.getBody(type);
        if (converted != null) {
          return result.cast(converted);
        }
      } catch (RuntimeException e) {
        cause = e;
      }
    }
    throw StepBodyException.unexpected(endpoint.step(), Arrays.asList(types), body, cause);
  }
}
