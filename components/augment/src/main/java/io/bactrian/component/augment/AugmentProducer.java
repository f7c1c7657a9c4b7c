package io.bactrian.component.augment;

import io.bactrian.imaging.Operation;
import io.bactrian.step.images.ImageStepProducer;
import java.util.List;

/** Takes a subject and gives it with augmented images. */
public class AugmentProducer extends ImageStepProducer {
  private static final int VERSION = 1;

  private final AugmentEndpoint endpoint;

  public AugmentProducer(AugmentEndpoint endpoint) {
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
