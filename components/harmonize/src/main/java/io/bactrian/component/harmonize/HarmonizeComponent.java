package io.bactrian.component.harmonize;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code harmonize:} endpoints. */
@Component("harmonize")
public class HarmonizeComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new HarmonizeEndpoint(uri, this);
  }
}
