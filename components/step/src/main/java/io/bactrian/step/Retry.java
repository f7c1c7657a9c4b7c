package io.bactrian.step;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Tells Camel's error handler whether to try a step again, and when. A route asks for it with
 * {@code retryWhile: {simple: "${header.BactrianRetry}"}} in its {@code onException}.
 */
final class Retry {
  private Retry() {}

  static void failed(Exchange exchange, StepEndpoint endpoint, int attempt, Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    if (kind == FailureKind.MEMORY) {
      int before = exchange.getProperty(StepConstants.MEMORY_FAILURES, 0, Integer.class);
      exchange.setProperty(StepConstants.MEMORY_FAILURES, before + 1);
    }
    Message message = exchange.getMessage();
    message.setHeader(StepConstants.FAILED_STEP, endpoint.step());
    message.setHeader(
        StepConstants.RETRY, kind != FailureKind.PERMANENT && attempt < endpoint.attemptsOfTask());
    message.setHeader(
        Exchange.REDELIVERY_DELAY, endpoint.backoffOfTask() << Math.min(attempt - 1, 20));
  }

  /** The next step counts its own attempts. */
  static void forget(Exchange exchange) {
    exchange.removeProperty(StepConstants.MEMORY_FAILURES);
    Message message = exchange.getMessage();
    message.removeHeader(Exchange.REDELIVERY_COUNTER);
    message.removeHeader(Exchange.REDELIVERY_DELAY);
    message.removeHeader(StepConstants.RETRY);
    message.removeHeader(StepConstants.ATTEMPT);
  }
}
