package io.bactrian.component.harmonize;

import io.bactrian.imaging.Operation;
import io.bactrian.step.images.ImageStepProducer;
import java.util.List;

/** Takes a subject and gives it with harmonized images. */
public class HarmonizeProducer extends ImageStepProducer {
  private static final int VERSION = 1;

  private final HarmonizeEndpoint endpoint;

  public HarmonizeProducer(HarmonizeEndpoint endpoint) {
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
