package io.bactrian.learning.architectures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks made to answer once an image, and those with transformers, by their names. */
final class ImageArchitectures {
  private ImageArchitectures() {}

  static Map<String, Architecture> byName() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    Map.of(11, Vgg.VGG11, 13, Vgg.VGG13, 16, Vgg.VGG16, 19, Vgg.VGG19)
        .forEach(
            (layers, vgg) -> {
              all.put("vgg" + layers, vgg);
              all.put("imagenet_vgg" + layers, ImageNetVgg.of(vgg, false));
              all.put("imagenet_vgg" + layers + "_bn", ImageNetVgg.of(vgg, true));
            });
    all.put("brain_age", ImageNetVgg.forAge());
    all.put("resnet18", new ResNet(List.of(2, 2, 2, 2), false));
    all.put("resnet34", new ResNet(List.of(3, 4, 6, 3), false));
    all.put("resnet50", new ResNet(List.of(3, 4, 6, 3), true));
    all.put("resnet101", new ResNet(List.of(3, 4, 23, 3), true));
    all.put("resnet152", new ResNet(List.of(3, 8, 36, 3), true));
    all.put("resnet200", new ResNet(List.of(3, 24, 36, 3), true));
    all.put("densenet121", new DenseNet(List.of(6, 12, 24, 16)));
    all.put("densenet169", new DenseNet(List.of(6, 12, 32, 32)));
    all.put("densenet201", new DenseNet(List.of(6, 12, 48, 32)));
    all.put("densenet264", new DenseNet(List.of(6, 12, 64, 48)));
    for (int scale = 0; scale < EfficientNet.B.size(); scale++) {
      all.put("efficientnetb" + scale, EfficientNet.B.get(scale));
    }
    all.put("unetr", new UNetR());
    all.put("transunet", new TransUNet());
    return all;
  }
}
