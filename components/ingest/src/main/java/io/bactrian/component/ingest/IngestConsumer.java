package io.bactrian.component.ingest;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.StartupListener;
import org.apache.camel.support.DefaultConsumer;

/**
 * Starts a route with one message: reads the table when Camel is fully started, sends the message
 * along the route and tells {@link io.bactrian.step.Progress} when it has come to the end.
 */
public class IngestConsumer extends DefaultConsumer implements StartupListener {
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

  private void run() {
    Exchange exchange = createExchange(false);
    try {
      Producer reader = endpoint.createProducer();
      reader.start();
      reader.process(exchange);
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception failure = exchange.getException();
    releaseExchange(exchange, false);
    endpoint.progress().finished(endpoint.step(), failure);
  }
}
