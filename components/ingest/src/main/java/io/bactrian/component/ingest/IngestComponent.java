package io.bactrian.component.ingest;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code ingest:} endpoints. */
@Component("ingest")
public class IngestComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new IngestEndpoint(uri, this);
  }
}
