package io.bactrian.component.failed;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code failed:} endpoints. */
@Component("failed")
public class FailedComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new FailedEndpoint(uri, this);
  }
}
