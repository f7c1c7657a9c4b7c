package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.architectures.ImageBlocks.Kernels;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GaNDLF's {@code imagenet_unet}: a U-Net whose encoder is a network for ImageNet, as
 * segmentation_models_pytorch builds it, with its names; in 3D the same convolutions made fit for
 * volumes, as ACSConv converts them. The encoder has batch norm whatever {@code norm_type} says.
 */
final class ImageNetUNet implements Architecture {
  private static final String ENCODER = "model.encoder.";
  private static final int DEEPEST = 5;
  private static final int[] DECODER = {256, 128, 64, 32, 16};

  /** Layers of the blocks, and whether they have three convolutions. */
  private record ResNetPlan(List<Integer> layers, boolean bottleneck) {}

  private static final Map<String, ResNetPlan> RESNETS =
      Map.of(
          "resnet18", new ResNetPlan(List.of(2, 2, 2, 2), false),
          "resnet34", new ResNetPlan(List.of(3, 4, 6, 3), false),
          "resnet50", new ResNetPlan(List.of(3, 4, 6, 3), true),
          "resnet101", new ResNetPlan(List.of(3, 4, 23, 3), true),
          "resnet152", new ResNetPlan(List.of(3, 8, 36, 3), true));

  private static final Map<String, Vgg> VGGS =
      Map.of("vgg11", Vgg.VGG11, "vgg13", Vgg.VGG13, "vgg16", Vgg.VGG16, "vgg19", Vgg.VGG19);

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    ModelSettings settings = blueprint.settings();
    int depth = depth(settings);
    ImageBlocks blocks =
        new ImageBlocks(
            blueprint.dimension(),
            Statistics.BATCH,
            Kernels.valueOf(
                settings.options().text("converter_type", "soft").toUpperCase(Locale.ROOT)));
    ParameterList model = parameters.part("model");
    ImageNetEncoder encoder =
        encoder(blocks, encoderName(settings), blueprint.channels(), depth, model.part("encoder"));
    if (blueprint.perImage()) {
      return new PooledEncoder(
          (image, training) -> deepest(encoder.forward(image, training), image),
          new PooledHead(blueprint, model, encoder.channels().get(depth)));
    }
    boolean normalized =
        settings.options().flag("decoder_use_batchnorm", settings.norm() == Norm.BATCH);
    ImageNetDecoder decoder =
        new ImageNetDecoder(
            new ImageBlocks(
                blueprint.dimension(),
                normalized ? Statistics.BATCH : Statistics.NONE,
                blocks.kernels()),
            encoder.channels(),
            decoderChannels(settings, depth),
            encoderName(settings).startsWith("vgg"),
            settings.options().text("decoder_attention_type", "none").equals("scse"),
            model.part("decoder"));
    Part head =
        blocks.biased(
            model.part("segmentation_head.0"), decoder.channels(), blueprint.classes(), 3);
    return (image, training) -> {
      try (NDArray decoded = decoder.forward(image, encoder.forward(image, training), training)) {
        return head.forward(decoded, training);
      }
    };
  }

  /** Closes all features but the deepest; the image stays open. */
  private static NDArray deepest(List<NDArray> features, NDArray image) {
    NDArray deepest = features.remove(features.size() - 1);
    features.stream().filter(one -> one != image).forEach(NDArray::close);
    return deepest;
  }

  private static ImageNetEncoder encoder(
      ImageBlocks blocks, String name, int channels, int depth, ParameterList parameters) {
    ResNetPlan plan = RESNETS.get(name);
    if (plan != null) {
      return ImageNetEncoder.resNet(
          blocks, plan.layers(), plan.bottleneck(), channels, depth, parameters);
    }
    boolean normalized = name.endsWith("_bn");
    return ImageNetEncoder.vgg(blocks, vgg(name), normalized, channels, depth, parameters);
  }

  private static Vgg vgg(String name) {
    Vgg vgg = VGGS.get(name.replace("_bn", ""));
    if (vgg == null) {
      throw new ConfigurationException(
          "Unknown encoder '" + name + "'",
          "model, encoder_name",
          "resnet18, 34, 50, 101 or 152, or vgg11, 13, 16 or 19, also with _bn",
          "Choose one of these");
    }
    return vgg;
  }

  private static String encoderName(ModelSettings settings) {
    return settings.options().text("encoder_name", "resnet34");
  }

  private static int depth(ModelSettings settings) {
    if (settings.depth() > DEEPEST) {
      throw new ConfigurationException(
          "The encoders of imagenet_unet halve the image five times at most, not "
              + settings.depth()
              + " times",
          "model, depth",
          "1 to 5",
          "Lower depth, or encoder_depth");
    }
    return settings.depth();
  }

  private static List<Integer> decoderChannels(ModelSettings settings, int depth) {
    int[] channels = settings.options().integers("decoder_channels", Arrays.copyOf(DECODER, depth));
    if (channels.length != depth) {
      throw new ConfigurationException(
          "decoder_channels has " + channels.length + " numbers for " + depth + " blocks",
          "model, decoder_channels",
          depth + " numbers, the deepest block's first",
          "Give one for each level, or change encoder_depth");
    }
    return Arrays.stream(channels).boxed().toList();
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.halved(depth(blueprint.settings()));
  }

  @Override
  public Optional<Pretraining> pretraining(ModelSettings settings) {
    String name = encoderName(settings);
    List<String> fresh =
        List.of("model.decoder.", "model.segmentation_head.", "model.classification_head.");
    List<String> unused =
        RESNETS.containsKey(name)
            ? IntStream.rangeClosed(0, DEEPEST - settings.depth())
                .mapToObj(i -> i == 0 ? "fc." : "layer" + (5 - i) + ".")
                .toList()
            : unusedOfVgg(name, settings.depth());
    return Optional.of(new Pretraining(name, ENCODER, fresh, unused, ""));
  }

  /** The fully connected layers, and the convolutions of groups that are too deep. */
  private static List<String> unusedOfVgg(String name, int depth) {
    int modules = name.endsWith("_bn") ? 3 : 2;
    int used =
        vgg(name).convolutions().stream().limit(depth + 1L).mapToInt(n -> modules * n + 1).sum();
    return IntStream.range(used - 1, 64)
        .mapToObj(i -> i == used - 1 ? "classifier." : "features." + i + ".")
        .toList();
  }
}
