package io.bactrian.component.split;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code split:} endpoints. */
@Component("split")
public class SplitComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new SplitEndpoint(uri, this);
  }
}
