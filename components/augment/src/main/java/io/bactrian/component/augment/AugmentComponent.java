package io.bactrian.component.augment;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code augment:} endpoints. */
@Component("augment")
public class AugmentComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new AugmentEndpoint(uri, this);
  }
}
