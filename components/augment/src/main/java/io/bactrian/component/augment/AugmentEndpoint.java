package io.bactrian.component.augment;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Operation;
import io.bactrian.step.ConfiguredEndpoint;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;

/** Changes the images of a subject once by the {@code data_augmentation} of a configuration. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "augment",
    title = "Augment",
    syntax = "augment:operation",
    producerOnly = true,
    category = {Category.AI})
public class AugmentEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "config: the data_augmentation of the configuration, each with its probability, drawn from its seed and the voxels of the subject.",
      enums = "config")
  @Metadata(required = true)
  private String operation;

  public AugmentEndpoint(String uri, AugmentComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new AugmentProducer(this);
  }

  /** What to do with a subject; nothing when the configuration has no augmentation. */
  List<Operation> operations() {
    Configuration known = fromConfiguration("config", configuration -> configuration);
    return known.augmentation().isEmpty()
        ? List.of()
        : List.of(
            new AugmentOnce(known.augmentation(), known.preprocessing(), known.training().seed()));
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }
}
