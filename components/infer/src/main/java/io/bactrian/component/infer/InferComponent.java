package io.bactrian.component.infer;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code infer:} endpoints. */
@Component("infer")
public class InferComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new InferEndpoint(uri, this);
  }
}
