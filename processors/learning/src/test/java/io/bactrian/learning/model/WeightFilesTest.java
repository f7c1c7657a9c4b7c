package io.bactrian.learning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.inference.Predictor;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.weights.AxisOrder;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GaNDLF's weights (see the README of the architectures' resources) into models and out again. */
class WeightFilesTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  private static final ModelSettings UNET =
      ModelSettings.of(2, "unet", List.of(0, 1, 2))
          .withBaseFilters(2)
          .withChannels(2)
          .withPrecision("fp32");

  /** Batch norm, 4 levels. */
  private Map<String, NDArray> unet() {
    return reference("unet_2d.safetensors");
  }

  private Map<String, NDArray> reference(String name) {
    try {
      Path file = Path.of(getClass().getResource("../architectures/" + name).toURI());
      Map<String, NDArray> arrays = new LinkedHashMap<>(SafeTensors.read(file, manager));
      arrays.keySet().removeIf(array -> array.startsWith("reference."));
      return arrays;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(Map<String, NDArray> arrays, String prefix) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    arrays.forEach((name, array) -> named.put(prefix + name, array));
    Path file = folder.resolve("weights" + prefix + "safetensors");
    SafeTensors.write(file, named, Map.of("format", "pt"));
    return file;
  }

  private static Configuration configuration(ModelSettings model) {
    return Configuration.of(model, TrainingSettings.of(32, 32, 1));
  }

  @Test
  void importsWeightsWithThePrefixesOfWrappersAndExportsTheSame() {
    Path file = write(unet(), "model.module.");
    Path model = folder.resolve("model");
    WeightFiles.importInto(file, configuration(UNET), AxisOrder.ZYX, model);

    Map<String, NDArray> imported = ModelFolder.open(model).weights(manager);
    assertThat(imported.keySet()).containsExactlyInAnyOrderElementsOf(unet().keySet());
    unet()
        .forEach(
            (name, array) -> {
              NDArray found = imported.get(name);
              assertThat(found).as(name).isEqualTo(array.toType(found.getDataType(), true));
            });
    assertThat(ModelFolder.open(model).card().provenance())
        .containsEntry("imported", "weightsmodel.module.safetensors");
    try (Predictor predictor = Predictor.open(model)) {
      assertThat(predictor.configuration().model()).isEqualTo(UNET);
    }

    Path exported = folder.resolve("exported.safetensors");
    WeightFiles.export(model, exported, AxisOrder.ZYX, "module.");
    Map<String, NDArray> again = SafeTensors.read(exported, manager);
    assertThat(again.keySet()).allMatch(name -> name.startsWith("module."));
    assertThat(again.get("module.out.conv0.bias")).isEqualTo(imported.get("out.conv0.bias"));
    assertThat(RecoveredConfiguration.of(exported)).isEqualTo(configuration(UNET).toYaml());
    assertThat(RecoveredConfiguration.of(folder)).isEqualTo(configuration(UNET).toYaml());
  }

  /** A network of x first, on an image of x first, is ours on ours: mirror images of each other. */
  @Test
  void weightsOfOthersAreTurnedToOurOrderOfAxesAndBack() {
    Path model = folder.resolve("model");
    WeightFiles.importInto(write(unet(), ""), configuration(UNET), AxisOrder.XYZ, model);
    NDArray theirs = unet().get("en_1.conv0.weight");
    NDArray ours = ModelFolder.open(model).weights(manager).get("en_1.conv0.weight");
    assertThat(ours.toFloatArray())
        .isEqualTo(theirs.toType(DataType.FLOAT32, true).transpose(0, 1, 3, 2).toFloatArray());
    Path exported = folder.resolve("exported.safetensors");
    WeightFiles.export(model, exported, AxisOrder.XYZ, "");
    assertThat(SafeTensors.readMetadata(exported)).containsEntry("axes", "xyz");
    assertThat(SafeTensors.read(exported, manager).get("en_1.conv0.weight").toFloatArray())
        .isEqualTo(theirs.toType(DataType.FLOAT32, true).toFloatArray());
  }

  /** Two tokens along x and three along y, of one feature each, in voxels of 4. */
  @Test
  void placesOfATransformerAreTurnedToo() {
    NDArray places = manager.create(new float[] {0, 1, 2, 10, 11, 12}, new Shape(1, 6, 1));
    Map<String, NDArray> turned =
        AxisOrder.XYZ.turned(Map.of("transformer.embed.pos_embed", places), 8, 12, 1);
    assertThat(turned.get("transformer.embed.pos_embed").toFloatArray())
        .containsExactly(0, 10, 1, 11, 2, 12);
  }

  @Test
  void instanceNormWithRunningStatisticsKeepsThem() {
    Network network = Architectures.create(UNET.withNorm(Norm.TRACKED_INSTANCE), 2);
    network.initialize(manager, 3);
    Path file = write(network.arrays(), "");
    WeightFiles.importInto(
        file, configuration(UNET.withNorm(Norm.INSTANCE)), AxisOrder.ZYX, folder.resolve("model"));
    assertThat(ModelFolder.open(folder.resolve("model")).configuration().model().norm())
        .isEqualTo(Norm.TRACKED_INSTANCE);
  }

  @Test
  void namesWhatDoesNotFitWithTheNearestNames() {
    Map<String, NDArray> arrays = unet();
    NDArray kernel = arrays.remove("ds_0.conv0.weight");
    arrays.put("ds_0.conv.weight", kernel);
    arrays.remove("en_1.in_0.num_batches_tracked"); // may be missing
    arrays.put("out.conv0.bias", manager.zeros(kernel.getShape()));
    Path file = write(arrays, "module.");
    assertThatThrownBy(
            () ->
                WeightFiles.importInto(
                    file, configuration(UNET), AxisOrder.ZYX, folder.resolve("model")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(
            "missing: 1\n      ds_0.conv0.weight (4, 2, 3, 3) (nearest: ds_0.conv.weight)")
        .hasMessageContaining(
            "unexpected: 1\n      ds_0.conv.weight (4, 2, 3, 3) (nearest: ds_0.conv0.weight)")
        .hasMessageContaining(
            "of another shape: 1\n      out.conv0.bias: expected (3), found (4, 2, 3, 3)")
        .hasMessageContaining("architecture, num_channels");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void countsOfBatchesMayBeMissing() {
    Map<String, NDArray> arrays = unet();
    arrays.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    WeightFiles.importInto(
        write(arrays, ""), configuration(UNET), AxisOrder.ZYX, folder.resolve("model"));
    Map<String, NDArray> weights = ModelFolder.open(folder.resolve("model")).weights(manager);
    assertThat(weights.get("out.in_0.num_batches_tracked").getLong()).isZero();
  }

  @Test
  void refusesPicklesFoldersInUseAndUnknownChannels() throws IOException {
    Path pickle = folder.resolve("best.pth.tar");
    Files.write(pickle, new byte[] {'P', 'K', 3, 4, 0, 0});
    Path model = folder.resolve("model");
    assertThatThrownBy(
            () -> WeightFiles.importInto(pickle, configuration(UNET), AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("pickle of PyTorch")
        .hasMessageContaining("save_file");
    Path file = write(unet(), "");
    Configuration open = configuration(UNET.withChannels(0));
    assertThatThrownBy(() -> WeightFiles.importInto(file, open, AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("add num_channels");
    WeightFiles.importInto(file, configuration(UNET), AxisOrder.ZYX, model);
    assertThatThrownBy(
            () -> WeightFiles.importInto(file, configuration(UNET), AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("The folder holds a model");
  }

  @Test
  void picklesAreToldWhereverAFileIsRead() throws IOException {
    Path pickle =
        Files.write(folder.resolve("old.pth"), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 1});
    Path zip = Files.write(folder.resolve("new.pth"), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 1});
    for (Path file : List.of(pickle, zip)) {
      assertThatThrownBy(() -> RecoveredConfiguration.of(file))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("pickle of PyTorch");
    }
  }

  @Test
  void refusesWeightsThatAreNoNumbersOrWholeNumbers() {
    Map<String, NDArray> arrays = unet();
    arrays.put("out.conv0.bias", manager.create(new float[] {0, Float.NaN, 1}));
    Path diverged = write(arrays, "");
    Path model = folder.resolve("model");
    assertThatThrownBy(
            () -> WeightFiles.importInto(diverged, configuration(UNET), AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("1 of the arrays have values that are no numbers")
        .hasMessageContaining("first out.conv0.bias");
    arrays.put("out.conv0.bias", manager.create(new int[] {0, 1, 2}));
    Path whole = write(arrays, "");
    assertThatThrownBy(
            () -> WeightFiles.importInto(whole, configuration(UNET), AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("out.conv0.bias: expected float32, found int32");
    assertThat(model).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheFolderIsAMistake() throws IOException {
    Path file = write(unet(), "");
    Path model = Files.writeString(folder.resolve("notes"), "mine").resolve("model");
    assertThatThrownBy(
            () -> WeightFiles.importInto(file, configuration(UNET), AxisOrder.ZYX, model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("there is a file of that name")
        .hasMessageContaining("notes");
  }

  @Test
  void weightsOfOthersHoldNoConfiguration() {
    Path file = write(unet(), "");
    assertThatThrownBy(() -> RecoveredConfiguration.of(file))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("There is no configuration in the model")
        .hasMessageContaining("weights of other programs hold no configuration");
  }
}
