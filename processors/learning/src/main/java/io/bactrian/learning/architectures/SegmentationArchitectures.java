package io.bactrian.learning.architectures;

import io.bactrian.learning.architectures.UNetArchitecture.Naming;
import java.util.LinkedHashMap;
import java.util.Map;

/** The convolutional networks made to answer at each voxel, by their names. */
final class SegmentationArchitectures {
  private SegmentationArchitectures() {}

  static Map<String, Architecture> byName() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    all.put("unet", new UNetArchitecture(false, false, Naming.LEVELS));
    all.put("resunet", new UNetArchitecture(true, false, Naming.LEVELS));
    all.put("lightunet", new UNetArchitecture(false, true, Naming.LEVELS));
    // GaNDLF's light_resunet switches its residual connections off; so its weights want none.
    all.put("lightresunet", new UNetArchitecture(false, true, Naming.LEVELS));
    all.put("unet_multilayer", new UNetArchitecture(false, false, Naming.LISTS));
    all.put("resunet_multilayer", new UNetArchitecture(true, false, Naming.LISTS));
    all.put("lightunet_multilayer", new UNetArchitecture(false, true, Naming.LISTS));
    all.put("lightresunet_multilayer", new UNetArchitecture(true, true, Naming.LISTS));
    return all;
  }
}
