package io.bactrian.learning.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Pretraining;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.StateDictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Weights that torchvision, timm or GaNDLF trained on ImageNet, made to fit a network with other
 * classes and channels.
 */
final class ImageNetWeights {
  /** The channels of ImageNet's pictures: red, green and blue. */
  private static final int COLOURS = 3;

  /** timm's names of VGG's fully connected layers, which it stores as convolutions of 7 x 7. */
  private static final Map<String, String> TIMM =
      Map.of(
          "pre_logits.fc1.", "classifier.0.",
          "pre_logits.fc2.", "classifier.3.",
          "head.fc.", "classifier.6.");

  private final Pretraining pretraining;
  private final List<NamedParameter> parameters;
  private final String source;
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param parameters of the network, with initial values
   * @param source where the weights are from, for messages
   */
  ImageNetWeights(Pretraining pretraining, List<NamedParameter> parameters, String source) {
    this.pretraining = pretraining;
    this.parameters = parameters;
    this.source = source;
  }

  /** What was done to the weights, a sentence each. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * By the names of the network, as torchvision's and timm's become; GaNDLF's stay.
   *
   * @throws ModelException when not one array is of the network
   */
  Map<String, NDArray> named(Map<String, NDArray> arrays) {
    Set<String> known = new TreeSet<>();
    parameters.forEach(parameter -> known.add(parameter.name()));
    Map<String, NDArray> named = new LinkedHashMap<>();
    StateDictionary.unwrapped(parameters, arrays)
        .forEach((name, array) -> named.put(ours(name, known), array));
    if (named.keySet().stream().noneMatch(known::contains)) {
      String first = parameters.get(0).name();
      throw new ModelException(
          "Not one of the " + arrays.size() + " arrays of the file is of the network",
          source,
          first.substring(pretraining.prefix().length())
              + " and so on, as torchvision's "
              + pretraining.model()
              + " has them"
              + (pretraining.prefix().isEmpty() ? "" : ", or GaNDLF's " + first),
          "give the weights of torchvision's " + pretraining.model() + " as initial_weights");
    }
    return named;
  }

  /** Whether the names are torchvision's or timm's, whose spatial axes are y, x. */
  boolean ofPictures(Map<String, NDArray> arrays) {
    Map<String, NDArray> plain = StateDictionary.unwrapped(parameters, arrays);
    return !plain.containsKey(parameters.get(parameters.size() - 1).name());
  }

  private String ours(String name, Set<String> known) {
    String torchvision = name;
    for (Map.Entry<String, String> layer : TIMM.entrySet()) {
      if (name.startsWith(layer.getKey())) {
        torchvision = layer.getValue() + name.substring(layer.getKey().length());
      }
    }
    String ours = pretraining.prefix() + torchvision;
    return known.contains(name) || !known.contains(ours) ? name : ours;
  }

  /**
   * An array for every parameter that may keep its initial values, and first kernels for the
   * channels of the network.
   *
   * @param arrays {@link #named}; they stay open
   */
  Map<String, NDArray> fitted(Map<String, NDArray> arrays) {
    Map<String, NDArray> fitted = new LinkedHashMap<>(arrays);
    fitted.keySet().removeIf(pretraining::mayBeUnused);
    Set<String> kept = new TreeSet<>();
    for (NamedParameter parameter : parameters) {
      NDArray array = fitted.get(parameter.name());
      if (array != null && array.getShape().equals(parameter.shape())) {
        continue;
      }
      if (pretraining.mayBeFresh(parameter.name())) {
        fitted.put(parameter.name(), parameter.array());
        kept.add(layer(parameter.name()));
      } else if (array != null && sameValues(array.getShape(), parameter.shape())) {
        fitted.put(parameter.name(), array.reshape(parameter.shape()));
      } else if (array != null && firstKernel(parameter, array.getShape())) {
        fitted.put(parameter.name(), ofChannels(array, parameter.shape().get(1)));
      }
    }
    if (!kept.isEmpty()) {
      remarks.add(
          "The weights of ImageNet are for other classes: "
              + String.join(", ", kept)
              + " start from random values");
    }
    return fitted;
  }

  /** Keeps training from the parameters that are to stay those of ImageNet. */
  void freeze() {
    List<NamedParameter> frozen =
        parameters.stream().filter(parameter -> pretraining.freezes(parameter.name())).toList();
    frozen.forEach(NamedParameter::freeze);
    if (!frozen.isEmpty()) {
      remarks.add(
          "The "
              + frozen.size()
              + " arrays of "
              + pretraining.frozen()
              + " stay those of ImageNet; the others are trained");
    }
  }

  private static String layer(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** A fully connected layer that was stored as a convolution. */
  private static boolean sameValues(Shape found, Shape wanted) {
    return wanted.dimension() == 2
        && found.dimension() == 4
        && found.get(0) == wanted.get(0)
        && found.size() == wanted.size();
  }

  private boolean firstKernel(NamedParameter parameter, Shape found) {
    Shape wanted = parameter.shape();
    return parameter == parameters.get(0)
        && found.dimension() == wanted.dimension()
        && found.get(0) == wanted.get(0)
        && found.get(1) == COLOURS
        && found.slice(2).equals(wanted.slice(2));
  }

  /**
   * Kernels of one channel are the sum over the colours, so that a grey image gives what it gave
   * with three equal colours. More channels take the colours in turn, times 3 / channels: the rule
   * of segmentation_models_pytorch, which GaNDLF's imagenet_unet uses.
   */
  private NDArray ofChannels(NDArray kernel, long channels) {
    remarks.add(
        "The first kernels of ImageNet are for 3 colours: "
            + (channels == 1
                ? "the one channel gets their sum"
                : "the " + channels + " channels get them in turn, times 3/" + channels));
    Shape shape = kernel.getShape();
    int voxels = (int) (shape.size() / shape.get(0) / COLOURS);
    float[] colours;
    try (NDArray values = kernel.toType(DataType.FLOAT32, true)) {
      colours = values.toFloatArray();
    }
    float[] adapted = new float[(int) (shape.get(0) * channels * voxels)];
    for (int i = 0; i < adapted.length; i++) {
      int filter = (int) (i / (channels * voxels));
      int channel = (int) (i / voxels % channels);
      int start = filter * COLOURS * voxels + i % voxels;
      if (channels == 1) {
        adapted[i] = colours[start] + colours[start + voxels] + colours[start + 2 * voxels];
      } else {
        adapted[i] = colours[start + channel % COLOURS * voxels] * COLOURS / channels;
      }
    }
    long[] sizes = shape.getShape().clone();
    sizes[1] = channels;
    return kernel.getManager().create(adapted, new Shape(sizes));
  }
}
