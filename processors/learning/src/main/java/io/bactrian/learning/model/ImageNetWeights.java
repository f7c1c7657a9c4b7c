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
import java.util.Optional;
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
    named.keySet().removeIf(pretraining::mayBeUnused);
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
   * An array for every parameter that may keep its initial values, and kernels for the channels and
   * axes of the network.
   *
   * @param arrays {@link #named}; they stay open
   */
  Map<String, NDArray> fitted(Map<String, NDArray> arrays) {
    Map<String, NDArray> fitted = new LinkedHashMap<>(arrays);
    Set<String> kept = new TreeSet<>();
    for (NamedParameter parameter : parameters) {
      NDArray array = fitted.get(parameter.name());
      if (array != null && array.getShape().equals(parameter.shape())) {
        continue;
      }
      Optional<String> fresh = pretraining.fresh(parameter.name());
      if (fresh.isPresent()) {
        fitted.put(parameter.name(), parameter.array());
        kept.add(fresh.get().replaceFirst("\\.$", ""));
      } else if (array != null) {
        fitted.put(parameter.name(), fitted(array, parameter));
      }
    }
    if (!kept.isEmpty()) {
      remarks.add(
          "The file has no weights for "
              + String.join(", ", kept)
              + " of this network: they start from random values");
    }
    return fitted;
  }

  /** The array itself when nothing makes it fit. */
  private NDArray fitted(NDArray array, NamedParameter parameter) {
    Shape wanted = parameter.shape();
    Shape found = array.getShape();
    if (wanted.dimension() == 2 && found.dimension() == 4) {
      // A fully connected layer that was stored as a convolution.
      return found.size() == wanted.size() ? array.reshape(wanted) : array;
    }
    NDArray fitted = array;
    boolean first = parameter == parameters.get(0);
    if (first && found.dimension() >= 4 && found.get(1) == COLOURS && wanted.get(1) != COLOURS) {
      fitted = ofChannels(array, wanted.get(1));
    }
    return wanted.dimension() == 5 && found.dimension() == 4
        ? deepened(fitted, wanted.get(2))
        : fitted;
  }

  /**
   * A kernel for volumes that has the same values in each slice and their sum in all: a volume
   * whose slices are alike gives what the picture gave (Carreira and Zisserman 2017).
   */
  private static NDArray deepened(NDArray kernel, long slices) {
    try (NDArray flat = kernel.toType(DataType.FLOAT32, true);
        NDArray thin = flat.expandDims(2);
        NDArray thick = thin.repeat(2, slices)) {
      return thick.div((float) slices);
    }
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
