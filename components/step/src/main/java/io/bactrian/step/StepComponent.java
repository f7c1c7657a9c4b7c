package io.bactrian.step;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** A component whose endpoints are {@code scheme:operation?options}. */
public abstract class StepComponent extends DefaultComponent {
  @Override
  protected final Endpoint createEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    StepEndpoint endpoint = newEndpoint(uri);
    endpoint.setOperation(remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** A new endpoint without any option set. */
  protected abstract StepEndpoint newEndpoint(String uri);
}
