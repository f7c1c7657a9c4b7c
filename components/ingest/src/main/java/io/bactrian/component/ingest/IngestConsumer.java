package io.bactrian.component.ingest;

import io.bactrian.step.StepConstants;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.StartupListener;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route with one message: reads the table when Camel is fully started, sends the message
 * along the route and tells {@link io.bactrian.step.Progress} when it has come to the end.
 */
public class IngestConsumer extends DefaultConsumer implements StartupListener {
  private static final Logger LOG = LoggerFactory.getLogger(IngestConsumer.class);

  private final IngestEndpoint endpoint;
  private ExecutorService executor;

  public IngestConsumer(IngestEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    executor =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadExecutor(this, endpoint.step());
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(executor);
    super.doStop();
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    // The other routes may not be running yet.
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
    executor.execute(this::run);
  }

  /** No error handler of a route stands around its start: so this tries again itself. */
  private void read(Exchange exchange) throws Exception {
    Producer reader = endpoint.createProducer();
    reader.start();
    Message message = exchange.getMessage();
    for (int failures = 1; ; failures++) {
      try {
        reader.process(exchange);
        return;
      } catch (Exception e) {
        if (!message.getHeader(StepConstants.RETRY, false, Boolean.class)) {
          throw e;
        }
        LOG.warn("{} failed and is tried again: {}", endpoint.step(), e.getClass().getSimpleName());
        TimeUnit.MILLISECONDS.sleep(message.getHeader(Exchange.REDELIVERY_DELAY, 0L, Long.class));
        message.setHeader(Exchange.REDELIVERY_COUNTER, failures);
      }
    }
  }

  private void run() {
    Exchange exchange = createExchange(false);
    try {
      read(exchange);
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception failure = exchange.getException();
    releaseExchange(exchange, false);
    endpoint.progress().finished(endpoint.step(), failure);
  }
}
