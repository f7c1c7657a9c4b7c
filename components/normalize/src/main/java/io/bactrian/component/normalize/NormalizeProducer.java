package io.bactrian.component.normalize;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.step.images.ImageStepProducer;
import java.util.List;
import org.apache.camel.Message;

/** Takes a subject and gives it with normalized images. */
public class NormalizeProducer extends ImageStepProducer {
  private static final int VERSION = 3;

  private final NormalizeEndpoint endpoint;
  private final NyulPercentiles percentiles;

  public NormalizeProducer(NormalizeEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    this.percentiles = new NyulPercentiles(this::run);
  }

  /**
   * Measures what nyul will need: a subject that cannot be measured fails by itself, before folds
   * are made, and others are measured at the same time.
   */
  @Override
  protected void finish(Message message, Subject changed) {
    NyulSettings settings =
        endpoint.getOperation().equals("config") ? endpoint.landmarkSettings() : null;
    if (settings != null) {
      percentiles.measure(message, changed, settings);
    }
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
