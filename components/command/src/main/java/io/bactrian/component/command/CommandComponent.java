package io.bactrian.component.command;

import io.bactrian.step.StepComponent;
import io.bactrian.step.StepEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Makes {@code command:} endpoints. */
@Component("command")
public class CommandComponent extends StepComponent {
  @Override
  protected StepEndpoint newEndpoint(String uri) {
    return new CommandEndpoint(uri, this);
  }
}
