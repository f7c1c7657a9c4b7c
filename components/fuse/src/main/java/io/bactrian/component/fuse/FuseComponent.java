package io.bactrian.component.fuse;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code fuse:} endpoints. */
@Component("fuse")
public class FuseComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new FuseEndpoint(uri, this);
  }
}
