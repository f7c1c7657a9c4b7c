package io.bactrian.component.train;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code train:} endpoints. */
@Component("train")
public class TrainComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new TrainEndpoint(uri, this);
  }
}
