package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.losses.Composition;
import io.bactrian.learning.losses.Disentanglement;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.List;

/**
 * SDNet (Chartsias et al. 2019, arXiv:1903.09467) as GaNDLF builds it: a U-Net sorts the voxels of
 * the first channel into anatomy factors, from which one part segments and another, given the
 * modality factors that a third finds, reconstructs the image.
 *
 * <p>In training anatomy and modality are drawn from what the network finds. Inference takes the
 * most probable anatomy, so that the same image has the same answer; GaNDLF draws there too.
 */
final class SdNet implements Layers {
  private static final int FACTORS = 8;
  private static final int DEPTH = 4;

  private final UNet anatomyEncoder;
  private final SdNetParts.ModalityEncoder modalityEncoder;
  private final SdNetParts.Decoder decoder;
  private final SdNetParts.Segmentor segmentor;

  private SdNet(Blueprint blueprint, ParameterList parameters) {
    int voxels = blueprint.patchSizeNeeded().stream().reduce(1, (a, b) -> a * b);
    anatomyEncoder = UNet.create(anatomy(blueprint), parameters.part("cencoder"));
    modalityEncoder =
        new SdNetParts.ModalityEncoder(
            parameters.part("mencoder"), blueprint, FACTORS, FACTORS, voxels);
    decoder = new SdNetParts.Decoder(parameters.part("decoder"), blueprint, FACTORS);
    segmentor = new SdNetParts.Segmentor(parameters.part("segmentor"), blueprint, FACTORS);
  }

  private static UNetSettings anatomy(Blueprint blueprint) {
    Statistics statistics =
        blueprint.statistics() == Statistics.TRACKED_INSTANCE
            ? Statistics.TRACKED_INSTANCE
            : Statistics.INSTANCE;
    return new UNetSettings(
        blueprint.dimension(),
        1,
        FACTORS,
        blueprint.filters(),
        DEPTH,
        statistics,
        false,
        false,
        true,
        blueprint.dropout());
  }

  /** {@code sdnet} of the configuration. */
  static final class Kind implements Architecture {
    @Override
    public Layers build(Blueprint blueprint, ParameterList parameters) {
      if (blueprint.perImage()) {
        throw new ConfigurationException(
            "The architecture sdnet gives one answer a voxel only",
            "model, architecture",
            "an architecture with a pooled head, for regression or classification",
            "Choose another, such as unet or vgg16");
      }
      SizeRule.multiplesOf(List.of(1 << DEPTH), "sdnet halves the patch " + DEPTH + " times")
          .check(blueprint.patchSizeNeeded());
      return new SdNet(blueprint, parameters);
    }

    @Override
    public SizeRule sizes(Blueprint blueprint) {
      return SizeRule.exactly(blueprint.patchSizeNeeded(), "the patch_size of sdnet");
    }
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    try (NDArray first = Operators.firstChannel(image);
        NDArray anatomy = anatomy(first, training, training)) {
      return segmentor.forward(anatomy, training);
    }
  }

  @Override
  public List<NDArray> outputs(NDArray image) {
    return outputs(image, true);
  }

  /**
   * One pass in training.
   *
   * @param drawn whether factors are drawn, instead of the most probable anatomy and the mean
   *     modality
   */
  List<NDArray> outputs(NDArray image, boolean drawn) {
    List<NDArray> outputs = new ArrayList<>();
    try (NDArray first = Operators.firstChannel(image);
        NDArray anatomy = anatomy(first, true, drawn)) {
      List<NDArray> modality = modalityEncoder.distribution(first, anatomy, true);
      outputs.add(segmentor.forward(anatomy, true));
      try (NDArray style = style(modality, drawn)) {
        outputs.add(decoder.forward(anatomy, style, true));
      }
      outputs.addAll(modality);
      outputs.add(modalityEncoder.means(outputs.get(1), anatomy, true));
    }
    return outputs;
  }

  private NDArray anatomy(NDArray image, boolean training, boolean drawn) {
    try (NDArray logits = anatomyEncoder.logits(image, training)) {
      return Operators.oneHot(logits, drawn);
    }
  }

  private static NDArray style(List<NDArray> modality, boolean drawn) {
    return drawn
        ? Operators.normalSample(modality.get(0), modality.get(1))
        : Operators.copy(modality.get(0));
  }

  @Override
  public Composition composition() {
    return new Disentanglement();
  }
}
