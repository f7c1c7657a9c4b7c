package io.bactrian.learning.architectures;

import io.bactrian.learning.architectures.UNetArchitecture.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The convolutional networks made to answer at each voxel, by their names. */
final class SegmentationArchitectures {
  private SegmentationArchitectures() {}

  static Map<String, Architecture> byName() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    all.put("unet", new UNetArchitecture(false, false, Kind.LEVELS));
    all.put("resunet", new UNetArchitecture(true, false, Kind.LEVELS));
    all.put("lightunet", new UNetArchitecture(false, true, Kind.LEVELS));
    // GaNDLF's light_resunet switches its residual connections off; so its weights want none.
    all.put("lightresunet", new UNetArchitecture(false, true, Kind.LEVELS));
    all.put("unet_multilayer", new UNetArchitecture(false, false, Kind.LISTS));
    all.put("resunet_multilayer", new UNetArchitecture(true, false, Kind.LISTS));
    all.put("lightunet_multilayer", new UNetArchitecture(false, true, Kind.LISTS));
    all.put("lightresunet_multilayer", new UNetArchitecture(true, true, Kind.LISTS));
    all.put("deepunet", new UNetArchitecture(false, false, Kind.DEEP));
    all.put("deepresunet", new UNetArchitecture(true, false, Kind.DEEP));
    all.put("fcn", new Fcn.Kind());
    all.put("uinc", new UInc.Kind());
    all.put("msdnet", new MsdNet.Kind());
    all.put("dynunet", new DynUNet.Kind());
    all.put("sdnet", new SdNet.Kind());
    all.put("imagenet_unet", new ImageNetUNet());
    return all;
  }
}
