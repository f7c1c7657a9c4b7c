package io.bactrian.step.images;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Operation;
import io.bactrian.step.ConfiguredEndpoint;
import java.util.List;
import org.apache.camel.Message;

/** A step that takes a subject, changes its images, and gives the subject with the changed ones. */
public abstract class ImageStepProducer extends ImageChangingProducer {
  private volatile List<Operation> operations;

  protected ImageStepProducer(ConfiguredEndpoint endpoint) {
    super(endpoint);
  }

  /** What to do with the images, in order. Records, so that their text tells all their options. */
  protected abstract List<Operation> operations();

  /** Made once: what is read for them (a target of histogram matching) is read once. */
  private List<Operation> known() {
    if (operations == null) {
      operations = operations();
    }
    return operations;
  }

  @Override
  protected final Object apply(Message message) {
    Subject changed = change(message, body(message, Subject.class), known());
    finish(message, changed);
    return changed;
  }

  /** What else is done, early, with a subject whose images have been changed. */
  protected void finish(Message message, Subject changed) {}
}
