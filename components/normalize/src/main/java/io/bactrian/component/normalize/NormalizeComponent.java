package io.bactrian.component.normalize;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code normalize:} endpoints. */
@Component("normalize")
public class NormalizeComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new NormalizeEndpoint(uri, this);
  }
}
