package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The architectures: their names, and the keys of the section {@code model} that few of them have.
 */
final class ArchitectureReader {
  private static final String SEGMENTATION =
      "unet resunet=residualunet lightunet=light_unet lightresunet=light_resunet"
          + " unet_multilayer resunet_multilayer=residualunet_multilayer"
          + " lightunet_multilayer=light_unet_multilayer"
          + " lightresunet_multilayer=light_resunet_multilayer"
          + " deepunet=deep_unet deepresunet=deep_resunet fcn uinc msdnet dynunet sdnet"
          + " imagenet_unet";

  /** Networks that answer once an image, and those with transformers. */
  private static final String IMAGE =
      "vgg11 vgg13 vgg16 vgg19=vgg imagenet_vgg11 imagenet_vgg11_bn imagenet_vgg13"
          + " imagenet_vgg13_bn imagenet_vgg16 imagenet_vgg16_bn imagenet_vgg19 imagenet_vgg19_bn"
          + " brain_age resnet18 resnet34 resnet50 resnet101 resnet152 resnet200 densenet121"
          + " densenet169 densenet201 densenet264=densenet efficientnetb0 efficientnetb1"
          + " efficientnetb2 efficientnetb3 efficientnetb4 efficientnetb5 efficientnetb6"
          + " efficientnetb7 unetr transunet";

  private static final String RESNETS = "resnet18 resnet34 resnet50 resnet101 resnet152 resnet200";
  private static final String DENSENETS = "densenet121 densenet169 densenet201 densenet264";

  private static final String IMAGENET_VGGS =
      "imagenet_vgg11 imagenet_vgg11_bn imagenet_vgg13 imagenet_vgg13_bn imagenet_vgg16"
          + " imagenet_vgg16_bn imagenet_vgg19 imagenet_vgg19_bn";

  private static final String ENCODER_DEPTH = "encoder_depth";

  /** Whether training starts from weights of ImageNet. */
  private static final String PRETRAINED = "pretrained";

  private static final String IMAGENET_UNET = "imagenet_unet";

  static final Choice ARCHITECTURE =
      Choice.of("architecture", (SEGMENTATION + " " + IMAGE).strip(), "")
          .toldOn("docs/learning.md");

  private static final Choice ACTIVATION = Choice.of("act_name", "leakyrelu relu", "");

  /** The encoders that are there, and others of segmentation_models_pytorch. */
  private static final Choice ENCODER =
      Choice.of(
          "encoder_name",
          "resnet18 resnet34 resnet50 resnet101 resnet152 vgg11 vgg11_bn vgg13 vgg13_bn vgg16"
              + " vgg16_bn vgg19 vgg19_bn",
          "resnext50_32x4d resnext101_32x8d se_resnet50 se_resnet101 densenet121 densenet169"
              + " densenet201 densenet161 dpn68 dpn68b dpn92 inceptionresnetv2 inceptionv4 xception"
              + " mobilenet_v2 efficientnet-b0 efficientnet-b1 efficientnet-b2 efficientnet-b3"
              + " efficientnet-b4 efficientnet-b5 efficientnet-b6 efficientnet-b7 mit_b0 mit_b1"
              + " mit_b2 mit_b3 mit_b4 mit_b5 mobileone_s0");

  private static final Choice CONVERTER = Choice.of("converter_type", "soft acs conv3d", "");
  private static final Choice ATTENTION = Choice.of("decoder_attention_type", "none scse", "");
  private static final Choice POOLING = Choice.of("pooling", "avg max", "");

  /** By architecture and key, how the value is read. */
  private static final Map<String, Map<String, Function<YamlValue, Object>>> KEYS = new TreeMap<>();

  /** Whose patches are halved {@code model.depth} times, and so must be multiples of 2^depth. */
  private static final List<String> HALVED =
      List.of(
          "unet",
          "resunet",
          "lightunet",
          "lightresunet",
          "unet_multilayer",
          "resunet_multilayer",
          "lightunet_multilayer",
          "lightresunet_multilayer",
          "deepunet",
          "deepresunet",
          "fcn",
          "uinc",
          "transunet",
          IMAGENET_UNET);

  static {
    // GaNDLF's own unet family has no pooled head; its imagenet_unet has, with this key.
    HALVED.forEach(name -> own(name, "pooling", POOLING::of));
    own(IMAGENET_VGGS + " " + IMAGENET_UNET, PRETRAINED, YamlValue::flag);
    own(IMAGENET_UNET, "encoder_name", ENCODER::of);
    own(IMAGENET_UNET, "decoder_use_batchnorm", YamlValue::flag);
    own(IMAGENET_UNET, "decoder_attention_type", ATTENTION::of);
    own(IMAGENET_UNET, "decoder_channels", ArchitectureReader::wholeNumbers);
    own(IMAGENET_UNET, "converter_type", CONVERTER::of);
    own("dynunet unetr", "pooling", POOLING::of);
    own("dynunet", "kernel_size", ArchitectureReader::rows);
    own("dynunet", "strides", ArchitectureReader::rows);
    own("dynunet", "filters", ArchitectureReader::wholeNumbers);
    own("dynunet", "act_name", ACTIVATION::of);
    own("dynunet", "deep_supervision", YamlValue::flag);
    own("dynunet", "deep_supr_num", value -> value.integer(1));
    own("dynunet", "res_block", YamlValue::flag);
    own("dynunet", "trans_bias", YamlValue::flag);
    own("unetr", "inner_patch_size", value -> value.integer(1));
    own("unetr transunet", "embed_dim", value -> value.integer(1));
    own("unetr transunet", "num_heads", value -> value.integer(1));
    own(RESNETS + " " + DENSENETS, "num_init_features", value -> value.integer(1));
    own(DENSENETS, "growth_rate", value -> value.integer(1));
    own(DENSENETS, "bn_size", value -> value.integer(1));
    own(DENSENETS, "drop_rate", value -> value.number(0, 0.99, "a number from 0 to 0.99"));
    own(DENSENETS, "conv1_t_size", value -> value.integer(1));
    own(DENSENETS, "conv1_t_stride", value -> value.integer(1));
    own(DENSENETS, "no_max_pool", YamlValue::flag);
  }

  private ArchitectureReader() {}

  /** Whether it answers once an image and cannot do anything else. */
  static boolean perImage(String architecture) {
    return architecture.matches("(imagenet_)?(vgg|resnet|densenet|efficientnet|brain_age).*");
  }

  /**
   * GaNDLF downloads the weights of ImageNet, and does so unless told not to; here they are a file
   * that the user names.
   *
   * @throws ConfigurationException when they are wanted and there is no file
   */
  static void checkPretrained(YamlSection whole, ModelSettings model) {
    if (model.options().flag(PRETRAINED, false) && !whole.has("initial_weights")) {
      throw whole
          .section("model")
          .get(PRETRAINED)
          .mistake(
              "The weights of ImageNet are not downloaded",
              "initial_weights: a safetensors file with the weights of torchvision's network",
              "Add initial_weights (docs/models.md), or write pretrained: False for random ones");
    }
  }

  /**
   * How many times the encoder halves the image; imagenet_unet's five times unless it is told
   * otherwise, by {@code depth} or {@code encoder_depth}.
   */
  static int depth(YamlSection model, String architecture) {
    boolean pretrained = architecture.equals(IMAGENET_UNET);
    YamlValue own = model.get(ENCODER_DEPTH);
    if (own != null && !pretrained) {
      throw OptimizationReader.foreign(
          own,
          ENCODER_DEPTH,
          "the architecture " + architecture,
          List.copyOf(KEYS.getOrDefault(architecture, Map.of()).keySet()));
    }
    String key = own == null ? "depth" : ENCODER_DEPTH;
    int deepest = pretrained ? 5 : 8;
    int depth = model.integer(key, pretrained ? deepest : 4, 1);
    if (depth > deepest) {
      throw model.get(key).wrong("a whole number from 1 to " + deepest, "Lower the value");
    }
    return depth;
  }

  /** Of the channels of a block; GaNDLF's imagenet_unet drops in its pooled head. */
  static double dropout(YamlSection model, String architecture, Problem problem) {
    boolean head = architecture.equals(IMAGENET_UNET) && problem.perImage();
    return model.number(
        "dropout", head ? 0.2 : 0, 0, Math.nextDown(1), "0 for none, or a probability below 1");
  }

  /** What the sizes of a patch must be multiples of. */
  static int multiple(ModelSettings model) {
    if (model.architecture().equals("sdnet")) {
      return 1 << 4;
    }
    return HALVED.contains(model.architecture()) ? 1 << model.depth() : 1;
  }

  /** A list for each level: one number for all axes, or one for each. */
  private static List<List<Integer>> rows(YamlValue value) {
    return value.items().stream().map(ArchitectureReader::wholeNumbers).toList();
  }

  private static List<Integer> wholeNumbers(YamlValue value) {
    return value.items().stream().map(item -> item.integer(1)).toList();
  }

  /**
   * Says that a key belongs to some architectures.
   *
   * @param reader gives a number, a flag, a text or a list of numbers, checked
   */
  private static void own(String architectures, String key, Function<YamlValue, Object> reader) {
    for (String architecture : architectures.split(" ")) {
      KEYS.computeIfAbsent(architecture, name -> new TreeMap<>()).put(key, reader);
    }
  }

  /**
   * The keys of the section that belong to the architecture.
   *
   * @throws ConfigurationException for a key that belongs to others
   */
  static Parameters options(String architecture, YamlSection model) {
    Map<String, Function<YamlValue, Object>> own = KEYS.getOrDefault(architecture, Map.of());
    Map<String, Object> options = new LinkedHashMap<>();
    for (String name : new TreeSet<>(model.entries().keySet())) {
      YamlValue value = model.get(name);
      if (value == null || KEYS.values().stream().noneMatch(keys -> keys.containsKey(name))) {
        continue;
      }
      if (!own.containsKey(name)) {
        throw OptimizationReader.foreign(
            value, name, "the architecture " + architecture, List.copyOf(own.keySet()));
      }
      options.put(name, own.get(name).apply(value));
    }
    return new Parameters(options);
  }
}
