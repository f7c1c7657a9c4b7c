package io.bactrian.component.normalize;

import io.bactrian.imaging.Operation;
import io.bactrian.step.images.ImageStepProducer;
import java.util.List;

/** Takes a subject and gives it with normalized images. */
public class NormalizeProducer extends ImageStepProducer {
  private static final int VERSION = 1;

  private final NormalizeEndpoint endpoint;

  public NormalizeProducer(NormalizeEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected int version() {
    return VERSION;
  }

  @Override
  protected List<Operation> operations() {
    return endpoint.operations();
  }
}
