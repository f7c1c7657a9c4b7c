package io.bactrian.learning.architectures;

import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;

/**
 * The U-Nets: each combination of residual blocks, filters that grow or stay, and the way that
 * GaNDLF names the parameters.
 *
 * @param residual whether a block adds its input to its output
 * @param light whether every level has the base filters, instead of twice those of the level above
 */
record UNetArchitecture(boolean residual, boolean light, Naming naming) implements Architecture {
  /** Names and order of the parameters. */
  enum Naming {
    /** GaNDLF's {@code unet}: ds_0, en_1, ds_1, ... The last decoder block is twice as wide. */
    LEVELS,
    /** GaNDLF's {@code unet_multilayer}: ds.0, ds.1, ..., en.0, ... */
    LISTS
  }

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    UNetSettings settings =
        new UNetSettings(
            blueprint.dimension(),
            blueprint.channels(),
            blueprint.classes(),
            blueprint.filters(),
            blueprint.settings().depth(),
            blueprint.statistics(),
            residual,
            light,
            naming == Naming.LEVELS,
            blueprint.dropout());
    return naming == Naming.LISTS
        ? UNet.createMultilayer(settings, parameters)
        : UNet.create(settings, parameters);
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.halved(blueprint.settings().depth());
  }
}
