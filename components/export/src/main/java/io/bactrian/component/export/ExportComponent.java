package io.bactrian.component.export;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code export:} endpoints. */
@Component("export")
public class ExportComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new ExportEndpoint(uri, this);
  }
}
