package io.bactrian.learning.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.architectures.Pretraining;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.weights.AxisOrder;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.MissingFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Weights from and for other programs: safetensors files with the names of GaNDLF's modules. */
public final class WeightFiles {
  private static final String RUNNING_MEAN = "running_mean";

  private WeightFiles() {}

  /**
   * Makes a model folder of weights that were trained elsewhere.
   *
   * @param file safetensors
   * @param configuration of the network; instance norm becomes that with running statistics when
   *     the weights have such, as GaNDLF's do
   * @param axes order of the spatial axes in the file
   * @param folder of the new model
   * @throws ModelException when the weights are not those of the network, the folder has files, or
   *     the configuration does not say how many channels there are
   */
  public static void importInto(
      Path file, Configuration configuration, AxisOrder axes, Path folder) {
    requireFree(folder.toAbsolutePath());
    ModelSettings model = configuration.model();
    if (model.channels() == 0) {
      throw new ModelException(
          "The configuration does not say how many channels the weights are for",
          "configuration, key model.num_channels",
          "the number of channels of the input",
          "add num_channels to the section model");
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> arrays = read(file, manager);
      if (model.norm() == Norm.INSTANCE && hasRunningStatistics(arrays)) {
        model = model.withNorm(Norm.TRACKED_INSTANCE);
      }
      Configuration complete = configuration.withModel(model);
      Network network =
          Architectures.create(complete, model.channels(), model.problem().perImage());
      Optional<Pretraining> pretraining = Architectures.pretraining(model);
      if (pretraining.isPresent()) {
        arrays =
            new ImageNetWeights(pretraining.get(), network.parameters(), file.toString())
                .named(arrays);
      }
      network.load(axes.turned(arrays, complete.training().patchSize()), file.toString());
      ModelCard card = ModelCard.imported(complete, file.getFileName().toString());
      ModelFolder.write(folder, complete, card, network.arrays(), null);
    }
  }

  private static boolean hasRunningStatistics(Map<String, NDArray> arrays) {
    return arrays.keySet().stream().anyMatch(name -> name.endsWith(RUNNING_MEAN));
  }

  private static void requireFree(Path folder) {
    Path there = folder;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new ModelException(
          "The folder of the model cannot be made: there is a file of that name",
          there.toString(),
          "a new folder",
          "give another folder with -m");
    }
    for (String name : new String[] {ModelFolder.CARD, ModelFolder.BEST, ModelFolder.WEIGHTS}) {
      if (Files.exists(folder.resolve(name))) {
        throw new ModelException(
            "The folder holds a model",
            folder.toString(),
            "a new folder",
            "give another folder with -m");
      }
    }
  }

  /**
   * Writes the weights of a model into a safetensors file, with its configuration as metadata.
   *
   * @param axes order of the spatial axes that the file gets
   * @param prefix before each name, such as {@code module.}; may be empty
   * @throws ModelException when the weights are not those that the model was stored with
   */
  public static void export(Path modelFolder, Path file, AxisOrder axes, String prefix) {
    ModelFolder model = ModelFolder.open(modelFolder);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> named = new LinkedHashMap<>();
      int[] patchSize = model.configuration().training().patchSize();
      axes.turned(model.weights(manager), reversedSize(patchSize))
          .forEach((name, array) -> named.put(prefix + name, array));
      Map<String, String> metadata =
          Map.of(
              "format",
              "pt",
              AxisOrder.METADATA,
              axes.name().toLowerCase(Locale.ROOT),
              ModelFolder.METADATA,
              model.configuration().toYaml());
      SafeTensors.write(file, named, metadata);
    }
  }

  /** Bactrian's places of a transformer are in the order z, y, x. */
  private static int[] reversedSize(int... patchSize) {
    return new int[] {patchSize[2], patchSize[1], patchSize[0]};
  }

  /**
   * The file with the weights to start a training from.
   *
   * @param source a safetensors file, or a model folder
   * @throws MissingFileException when there is none
   */
  public static Path file(String source) {
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return ModelFolder.open(path).weightsFile();
    }
    if (!Files.isReadable(path)) {
      throw new MissingFileException(
          "There are no weights to start from",
          path.toString(),
          "a safetensors file or a model folder",
          "correct initial_weights in the configuration, or remove it");
    }
    return path;
  }

  /**
   * Gives a network the weights to start training from, in the order of axes that their file says:
   * {@link AxisOrder#XYZ} when it says nothing and is neither Bactrian's nor torchvision's. A
   * network that others train on ImageNet takes theirs: the layers that follow from the classes may
   * be of other classes, the first kernels are made for the channels, and features that GaNDLF does
   * not train are frozen.
   *
   * @param network initialized: what the file has nothing for keeps these values
   * @param configuration of the network, with {@code initial_weights}; without, nothing is done
   * @return what the user should know, a sentence each; mostly nothing
   * @throws ModelException when the weights are not those of the network
   */
  public static List<String> initialize(Network network, Configuration configuration) {
    String weights = configuration.aids().initialWeights();
    if (weights == null) {
      return List.of();
    }
    Path file = file(weights);
    int[] patchSize = configuration.training().patchSize();
    Map<String, String> metadata = SafeTensors.readMetadata(file);
    AxisOrder axes = AxisOrder.of(metadata, metadata.containsKey(ModelFolder.METADATA));
    Optional<Pretraining> pretraining = Architectures.pretraining(configuration.model());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> arrays = read(file, manager);
      if (pretraining.isEmpty()) {
        network.load(axes.turned(arrays, patchSize), file.toString());
        return List.of();
      }
      ImageNetWeights imageNet =
          new ImageNetWeights(pretraining.get(), network.parameters(), file.toString());
      if (!metadata.containsKey(AxisOrder.METADATA) && imageNet.ofPictures(arrays)) {
        axes = AxisOrder.ZYX;
      }
      arrays = axes.turned(imageNet.named(arrays), patchSize);
      network.load(imageNet.fitted(arrays), file.toString());
      imageNet.freeze();
      return imageNet.remarks();
    }
  }

  private static Map<String, NDArray> read(Path file, NDManager manager) {
    Map<String, NDArray> arrays = SafeTensors.read(file, manager);
    List<String> broken =
        arrays.entrySet().stream()
            .filter(entry -> !finite(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!broken.isEmpty()) {
      throw new ModelException(
          broken.size() + " of the arrays have values that are no numbers, first " + broken.get(0),
          file.toString(),
          "finite numbers",
          "take the weights of an earlier epoch: their training has diverged");
    }
    return arrays;
  }

  private static boolean finite(NDArray array) {
    if (!array.getDataType().isFloating()) {
      return true;
    }
    // Zero times what is not finite is not a number.
    try (NDArray values = array.toType(DataType.FLOAT32, true);
        NDArray zeros = values.mul(0f);
        NDArray sum = zeros.sum()) {
      return sum.getFloat() == 0;
    }
  }
}
