package io.bactrian.learning.architectures;

import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;

/**
 * The U-Nets: each combination of residual blocks, filters that grow or stay, and the way that
 * GaNDLF builds and names the parts. For one answer an image they are their encoders below a pooled
 * head.
 *
 * @param residual whether a block adds its input to its output
 * @param light whether every level has the base filters, instead of twice those of the level above
 */
record UNetArchitecture(boolean residual, boolean light, Kind kind) implements Architecture {
  /** Names and order of the parameters, and how many outputs there are. */
  enum Kind {
    /** GaNDLF's {@code unet}: ds_0, en_1, ds_1, ... The last decoder block is twice as wide. */
    LEVELS,
    /** GaNDLF's {@code unet_multilayer}: ds.0, ds.1, ..., en.0, ... */
    LISTS,
    /** GaNDLF's {@code deep_unet}: as LEVELS with an output at each level, for the loss. */
    DEEP
  }

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    UNetSettings settings = settings(blueprint);
    if (blueprint.perImage()) {
      UNetEncoder encoder =
          kind == Kind.LISTS
              ? UNetEncoder.createMultilayer(settings, parameters)
              : UNetEncoder.create(settings, parameters);
      return new PooledEncoder(
          (image, training) -> encoder.forward(image, training, null),
          new PooledHead(blueprint, parameters, settings.filters(settings.depth())));
    }
    return switch (kind) {
      case LEVELS -> UNet.create(settings, parameters);
      case LISTS -> UNet.createMultilayer(settings, parameters);
      case DEEP -> UNet.createDeep(settings, parameters);
    };
  }

  private UNetSettings settings(Blueprint blueprint) {
    return new UNetSettings(
        blueprint.dimension(),
        blueprint.channels(),
        blueprint.classes(),
        blueprint.filters(),
        blueprint.settings().depth(),
        blueprint.statistics(),
        residual,
        light,
        kind == Kind.LEVELS,
        blueprint.dropout());
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.halved(blueprint.settings().depth());
  }
}
