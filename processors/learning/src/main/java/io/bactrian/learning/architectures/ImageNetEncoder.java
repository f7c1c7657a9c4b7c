package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a network for ImageNet at each size, as segmentation_models_pytorch takes them,
 * by torchvision's names.
 *
 * @param stages each halves the image, but the first, which keeps its size
 * @param channels of the features of each stage
 */
record ImageNetEncoder(List<Part> stages, List<Integer> channels) {
  /**
   * A ResNet with its stride in the 3 x 3 convolutions, as torchvision has it.
   *
   * @param layers of each of the four blocks
   * @param bottleneck whether a layer has three convolutions
   * @param depth how many times the image is halved, 1 to 5
   */
  static ImageNetEncoder resNet(
      ImageBlocks blocks,
      List<Integer> layers,
      boolean bottleneck,
      int inputs,
      int depth,
      ParameterList parameters) {
    List<Part> stages = new ArrayList<>();
    List<Integer> channels = new ArrayList<>();
    stages.add((image, training) -> image);
    channels.add(inputs);
    stages.add(
        new Chain()
            .add(blocks.convolution(parameters.part("conv1"), inputs, 64, 7, 2))
            .add(blocks.normalization(parameters.part("bn1"), 64, Activation.RELU)));
    channels.add(64);
    int in = 64;
    for (int block = 0; block < depth - 1; block++) {
      Chain stage = new Chain();
      if (block == 0) {
        stage.add(Part.LARGEST_OF_THREE);
      }
      for (int layer = 0; layer < layers.get(block); layer++) {
        ParameterList part = parameters.part("layer" + (block + 1)).part(Integer.toString(layer));
        int stride = block > 0 && layer == 0 ? 2 : 1;
        stage.add(layer(blocks, part, in, 64 << block, stride, bottleneck));
        in = (bottleneck ? 4 : 1) * 64 << block;
      }
      stages.add(stage);
      channels.add(in);
    }
    return new ImageNetEncoder(stages, channels);
  }

  private static Part layer(
      ImageBlocks blocks,
      ParameterList parameters,
      int in,
      int filters,
      int stride,
      boolean bottleneck) {
    int out = bottleneck ? 4 * filters : filters;
    Chain main = new Chain();
    if (bottleneck) {
      main.add(blocks.convolution(parameters.part("conv1"), in, filters, 1, 1));
      main.add(blocks.normalization(parameters.part("bn1"), filters, Activation.RELU));
      main.add(blocks.convolution(parameters.part("conv2"), filters, filters, 3, stride));
      main.add(blocks.normalization(parameters.part("bn2"), filters, Activation.RELU));
      main.add(blocks.convolution(parameters.part("conv3"), filters, out, 1, 1));
      main.add(blocks.normalization(parameters.part("bn3"), out, Activation.NONE));
    } else {
      main.add(blocks.convolution(parameters.part("conv1"), in, out, 3, stride));
      main.add(blocks.normalization(parameters.part("bn1"), out, Activation.RELU));
      main.add(blocks.convolution(parameters.part("conv2"), out, out, 3, 1));
      main.add(blocks.normalization(parameters.part("bn2"), out, Activation.NONE));
    }
    Chain shortcut = new Chain();
    if (stride != 1 || in != out) {
      ParameterList part = parameters.part("downsample");
      shortcut.add(blocks.convolution(part.part("0"), in, out, 1, stride));
      shortcut.add(blocks.normalization(part.part("1"), out, Activation.NONE));
    }
    return new Residual(main, shortcut);
  }

  /**
   * @param normalized whether batch norm follows each convolution
   * @param depth how many times the image is halved, 1 to 5
   */
  static ImageNetEncoder vgg(
      ImageBlocks blocks,
      Vgg vgg,
      boolean normalized,
      int inputs,
      int depth,
      ParameterList parameters) {
    ImageBlocks own =
        new ImageBlocks(
            blocks.dimension(), normalized ? Statistics.BATCH : Statistics.NONE, blocks.kernels());
    int used = Math.min(depth + 1, 5);
    List<Chain> groups = vgg.groups(own, inputs, used, parameters.part("features"));
    List<Part> stages = new ArrayList<>();
    for (int stage = 0; stage <= depth; stage++) {
      Chain chain = new Chain();
      if (stage > 0) {
        chain.add(Part.LARGEST_OF_TWO);
      }
      stages.add(stage < used ? chain.add(groups.get(stage)) : chain);
    }
    return new ImageNetEncoder(stages, List.of(64, 128, 256, 512, 512, 512).subList(0, depth + 1));
  }

  /** The features of every stage, the largest first; the image stays open. */
  List<NDArray> forward(NDArray image, boolean training) {
    List<NDArray> features = new ArrayList<>();
    NDArray current = image;
    for (Part stage : stages) {
      current = stage.forward(current, training);
      features.add(current);
    }
    return features;
  }
}
