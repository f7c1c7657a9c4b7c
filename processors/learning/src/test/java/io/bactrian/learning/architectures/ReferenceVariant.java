package io.bactrian.learning.architectures;

import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Networks of {@link VariantReferenceTest}, named ARCHITECTURE_DIMENSION_VARIANT: norm, filters,
 * depth, classes, input (N, channels, spatial) and options.
 */
enum ReferenceVariant {
  UNET_2D_INSTANCE(Norm.INSTANCE, 2, 4, 3, new Shape(2, 2, 64, 32)),
  UNET_2D_NONE(Norm.NONE, 2, 4, 2, new Shape(2, 1, 32, 48)),
  UNET_3D_BATCH(Norm.BATCH, 2, 4, 3, new Shape(2, 2, 48, 32, 32)),
  UNET_3D_INSTANCE(Norm.INSTANCE, 2, 4, 2, new Shape(2, 1, 16, 32, 32)),
  UNET_3D_NONE(Norm.NONE, 2, 4, 2, new Shape(2, 3, 16, 32, 16)),
  RESUNET_2D_BATCH(Norm.BATCH, 3, 4, 4, new Shape(2, 1, 48, 64)),
  RESUNET_2D_NONE(Norm.NONE, 2, 4, 3, new Shape(2, 2, 48, 32)),
  RESUNET_3D_INSTANCE(Norm.INSTANCE, 2, 4, 3, new Shape(2, 2, 48, 32, 16)),
  UNET_MULTILAYER_2D_BATCH(Norm.BATCH, 3, 4, 2, new Shape(2, 1, 96, 64)),
  UNET_MULTILAYER_3D_INSTANCE(Norm.INSTANCE, 2, 2, 2, new Shape(2, 2, 16, 24, 16)),
  RESUNET_MULTILAYER_2D_NONE(Norm.NONE, 2, 3, 3, new Shape(2, 1, 40, 32)),
  LIGHTUNET_2D_INSTANCE(Norm.INSTANCE, 4, 4, 3, new Shape(2, 1, 32, 48)),
  LIGHTUNET_3D_BATCH(Norm.BATCH, 3, 4, 2, new Shape(2, 2, 32, 16, 32)),
  LIGHTRESUNET_3D_NONE(Norm.NONE, 3, 4, 2, new Shape(2, 1, 32, 16, 16)),
  LIGHTUNET_MULTILAYER_2D_NONE(Norm.NONE, 4, 4, 2, new Shape(2, 2, 64, 64)),
  LIGHTRESUNET_MULTILAYER_3D_BATCH(Norm.BATCH, 3, 2, 3, new Shape(2, 1, 16, 24, 16)),
  DEEPUNET_3D_INSTANCE(Norm.INSTANCE, 2, 4, 2, new Shape(2, 1, 32, 16, 32)),
  DEEPRESUNET_2D_NONE(Norm.NONE, 2, 4, 3, new Shape(2, 2, 48, 32)),
  FCN_2D_INSTANCE(Norm.INSTANCE, 3, 4, 3, new Shape(2, 1, 48, 32)),
  FCN_3D_NONE(Norm.NONE, 2, 4, 2, new Shape(2, 2, 16, 32, 16)),
  UINC_2D_ONE(Norm.INSTANCE, 4, 4, 2, new Shape(2, 1, 48, 32)),
  MSDNET_2D_THREE(Norm.BATCH, 4, 4, 4, new Shape(2, 3, 20, 24)),
  DYNUNET_2D_BATCH(
      Norm.BATCH, 4, 4, 3, new Shape(2, 2, 48, 32), Map.of("filters", List.of(4, 6, 8, 10))),
  DYNUNET_2D_DEEP(
      Norm.INSTANCE,
      4,
      4,
      2,
      new Shape(2, 1, 32, 64),
      Map.of(
          "filters",
          List.of(4, 4, 6, 6, 8),
          "deep_supervision",
          true,
          "deep_supr_num",
          2,
          "res_block",
          false)),
  DYNUNET_3D_BATCH(
      Norm.BATCH,
      4,
      4,
      2,
      new Shape(2, 1, 16, 32, 16),
      Map.of("filters", List.of(3, 4, 5, 6), "act_name", "relu")),
  TRANSUNET_2D_INSTANCE(
      Norm.INSTANCE, 4, 3, 3, new Shape(2, 2, 48, 32), Map.of("embed_dim", 12, "num_heads", 3)),
  TRANSUNET_2D_DEEP(
      Norm.BATCH, 2, 4, 2, new Shape(2, 1, 64, 64), Map.of("embed_dim", 8, "num_heads", 2)),
  TRANSUNET_3D_INSTANCE(
      Norm.INSTANCE, 2, 2, 2, new Shape(2, 2, 16, 24, 16), Map.of("embed_dim", 8, "num_heads", 2)),
  UNETR_2D_INSTANCE(
      Norm.INSTANCE,
      4,
      4,
      3,
      new Shape(2, 1, 24, 16),
      Map.of("inner_patch_size", 4, "embed_dim", 12, "num_heads", 3)),
  UNETR_2D_DEFAULT(
      Norm.BATCH, 4, 4, 2, new Shape(2, 2, 32, 16), Map.of("embed_dim", 8, "num_heads", 4)),
  UNETR_3D_DEEPER(
      Norm.BATCH,
      4,
      4,
      2,
      new Shape(2, 1, 16, 16, 8),
      Map.of("inner_patch_size", 8, "embed_dim", 8, "num_heads", 2)),
  VGG13_2D_INSTANCE(Norm.INSTANCE, 4, 4, 3, new Shape(2, 2, 32, 64)),
  VGG19_2D_NONE(Norm.NONE, 4, 4, 2, new Shape(2, 1, 64, 32)),
  VGG11_3D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(2, 1, 32, 32, 32)),
  RESNET18_2D_INSTANCE(
      Norm.INSTANCE, 4, 4, 3, new Shape(2, 2, 96, 64), Map.of("num_init_features", 8)),
  RESNET34_2D_NONE(Norm.NONE, 4, 4, 2, new Shape(2, 1, 64, 64), Map.of("num_init_features", 8)),
  RESNET34_3D_BATCH(Norm.BATCH, 4, 4, 3, new Shape(2, 1, 32, 48, 16)),
  RESNET50_3D_BATCH(
      Norm.BATCH, 4, 4, 2, new Shape(2, 2, 96, 64, 64), Map.of("num_init_features", 4)),
  RESNET50_3D_INSTANCE(
      Norm.INSTANCE, 4, 4, 2, new Shape(2, 1, 48, 32, 32), Map.of("num_init_features", 8)),
  RESNET101_2D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(2, 1, 96, 64), Map.of("num_init_features", 8)),
  RESNET152_2D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(2, 1, 64, 96), Map.of("num_init_features", 8)),
  RESNET200_2D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(2, 2, 64, 48), Map.of("num_init_features", 8)),
  DENSENET121_2D_INSTANCE(
      Norm.INSTANCE,
      4,
      4,
      3,
      new Shape(2, 1, 96, 64),
      Map.of("num_init_features", 8, "growth_rate", 4)),
  DENSENET121_3D_NONE(
      Norm.NONE,
      4,
      4,
      2,
      new Shape(2, 2, 64, 64, 32),
      Map.of("num_init_features", 6, "growth_rate", 3, "bn_size", 2)),
  DENSENET169_3D_INSTANCE(
      Norm.INSTANCE,
      4,
      4,
      2,
      new Shape(2, 1, 64, 64, 32),
      Map.of("num_init_features", 8, "growth_rate", 2, "no_max_pool", true, "conv1_t_stride", 2)),
  DENSENET201_2D_BATCH(
      Norm.BATCH,
      4,
      4,
      2,
      new Shape(3, 1, 64, 64),
      Map.of("num_init_features", 8, "growth_rate", 4, "conv1_t_size", 5)),
  DENSENET264_2D_BATCH(
      Norm.BATCH,
      4,
      4,
      2,
      new Shape(3, 2, 64, 96),
      Map.of("num_init_features", 8, "growth_rate", 4)),
  EFFICIENTNETB0_3D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(2, 1, 8, 16, 8)),
  EFFICIENTNETB1_2D_INSTANCE(Norm.INSTANCE, 4, 4, 3, new Shape(2, 2, 12, 16)),
  EFFICIENTNETB3_2D_BATCH(Norm.BATCH, 4, 4, 2, new Shape(3, 1, 8, 12));

  private final Norm norm;
  private final int filters;
  private final int depth;
  private final int classes;
  final Shape input;
  private final Parameters options;

  ReferenceVariant(Norm norm, int filters, int depth, int classes, Shape input) {
    this(norm, filters, depth, classes, input, Map.of());
  }

  ReferenceVariant(
      Norm norm, int filters, int depth, int classes, Shape input, Map<String, Object> options) {
    this.norm = norm;
    this.filters = filters;
    this.depth = depth;
    this.classes = classes;
    this.input = input;
    this.options = new Parameters(options);
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Instance norm keeps running statistics where GaNDLF's does. */
  Network network(Statistics instance) {
    int dimension = input.dimension() - 2;
    ModelSettings settings =
        ModelSettings.of(
                dimension,
                key().replaceFirst("_[23]d_.*", ""),
                IntStream.range(0, classes).boxed().toList())
            .withBaseFilters(filters)
            .withDepth(depth)
            .withNorm(norm)
            .withOptions(options)
            .withPrecision("fp32");
    Statistics statistics = norm == Norm.INSTANCE ? instance : Statistics.valueOf(norm.name());
    List<Integer> patch =
        IntStream.rangeClosed(1, dimension)
            .mapToObj(axis -> (int) input.get(dimension + 2 - axis))
            .toList();
    Blueprint blueprint = new Blueprint(settings, (int) input.get(1), statistics, patch, false);
    return Architectures.create(blueprint);
  }

  Network network() {
    boolean dynunet = key().startsWith("dynunet");
    return network(dynunet ? Statistics.INSTANCE : Statistics.TRACKED_INSTANCE);
  }
}
