package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.ImageOperators;
import java.util.List;
import java.util.Optional;

/**
 * VGG with the head that is trained on ImageNet: means over 7 x 7 regions and fully connected
 * layers of 4096, 4096 and the classes; or with the head of brain_age, 4096, 4096, 1024 and one
 * value. 2D only. Parameters have the names that torchvision gives them, so that its weights fit.
 *
 * @param normalized whether batch norm follows each convolution
 * @param prefix before the names of all parameters
 * @param brainAge whether the head is that of brain_age
 */
record ImageNetVgg(Vgg vgg, boolean normalized, String prefix, boolean brainAge)
    implements Architecture {
  private static final int UNITS = 4096;
  private static final int AGE_UNITS = 1024;

  static ImageNetVgg of(Vgg vgg, boolean normalized) {
    return new ImageNetVgg(vgg, normalized, "model", false);
  }

  static ImageNetVgg forAge() {
    return new ImageNetVgg(Vgg.VGG16, false, "", true);
  }

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    if (blueprint.dimension() != 2) {
      throw new ConfigurationException(
          "The architecture " + blueprint.settings().architecture() + " takes 2D images alone",
          "model, dimension",
          "2",
          "Set dimension: 2, or take vgg16");
    }
    ParameterList all = prefix.isEmpty() ? parameters : parameters.part(prefix);
    ParameterList head = all.part("classifier");
    ImageBlocks blocks = new ImageBlocks(2, normalized ? Statistics.BATCH : Statistics.NONE);
    Chain network =
        new Chain()
            .add(vgg.features(blocks, blueprint.channels(), all.part("features")))
            .add((image, training) -> ImageOperators.sevenBySeven(image))
            .add(ImageBlocks.linear(head.part("0"), 512 * 49, UNITS))
            .add(Part.RELU)
            .add(Part.dropout(0.5f))
            .add(ImageBlocks.linear(head.part("3"), UNITS, UNITS))
            .add(Part.RELU)
            .add(Part.dropout(0.5f));
    if (!brainAge) {
      return network.add(ImageBlocks.linear(head.part("6"), UNITS, blueprint.classes()));
    }
    return network
        .add(ImageBlocks.linear(head.part("6"), UNITS, AGE_UNITS))
        .add(Part.RELU)
        .add(Part.dropout(0.8f))
        .add(ImageBlocks.linear(head.part("9"), AGE_UNITS, blueprint.classes()));
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return vgg.sizes(blueprint);
  }

  @Override
  public boolean perImage(Blueprint blueprint) {
    return true;
  }

  /** The features of brain_age stay those of ImageNet, as in GaNDLF. */
  @Override
  public Optional<Pretraining> pretraining(ModelSettings settings) {
    if (brainAge) {
      List<String> fresh = List.of("classifier.6.", "classifier.9.");
      return Optional.of(new Pretraining("vgg16", "", fresh, List.of(), "features."));
    }
    String model = settings.architecture().replace("imagenet_", "");
    List<String> fresh = List.of("model.classifier.6.");
    return Optional.of(new Pretraining(model, "model.", fresh, List.of(), ""));
  }
}
