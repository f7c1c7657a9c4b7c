package io.bactrian.component.evaluate;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code evaluate:} endpoints. */
@Component("evaluate")
public class EvaluateComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new EvaluateEndpoint(uri, this);
  }
}
