package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationMistakesTest {
  @TempDir Path folder;
  Path file;

  private static final String LEAST =
      "model: {architecture: unet, class_list: [0, 1], dimension: 3}\npatch_size: [64, 64, 32]\n";

  @BeforeEach
  void file() {
    file = folder.resolve("config.yaml");
  }

  private void assertMistake(String yaml, String what, String where, String expected, String mend)
      throws IOException {
    Files.writeString(file, yaml);
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "%s\n  where:    %s\n  expected: %s\n  to mend:  %s",
            what, file + where, expected, mend);
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(MissingFileException.class)
        .hasMessage(
            "The configuration does not exist\n  where:    "
                + file
                + "\n  expected: a YAML file\n  to mend:  Check the path, or create the file");
  }

  @ParameterizedTest
  @CsvSource({"'',The configuration is empty", "batch_size,The configuration has no keys"})
  void refusesAFileWithoutKeys(String yaml, String what) throws IOException {
    assertMistake(
        yaml,
        what,
        "",
        "keys and values, such as batch_size: 2",
        "Write the keys, or name another file");
  }

  @Test
  void namesTheLineOfBrokenYaml() throws IOException {
    assertMistake(
        "batch_size: 2\nmodel: {dimension: 3\nseed: 1\n",
        "The configuration is not YAML: expected ',' or '}', but got :",
        ", line 3",
        "YAML in UTF-8",
        "Look for a missing comma, bracket, quote or colon, or wrong indentation, at that line"
            + " or before");
  }

  @Test
  void refusesAnotherEncoding() throws IOException {
    Files.write(file, "modality: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("The configuration is not YAML: ");
  }

  @Test
  void buildsNoObjectsFromTags() throws IOException {
    assertMistake(
        LEAST + "seed: !!java.io.File [/tmp/x]\n",
        "The tag tag:yaml.org,2002:java.io.File is not allowed",
        ", line 3",
        "plain values without tags",
        "Remove the tag, or the key that it belongs to");
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() throws IOException {
    Files.writeString(file, "a: &a [*a]\nb: " + "[".repeat(1000) + "]".repeat(1000));
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Nesting Depth exceeded");
  }

  @Test
  void survivesAnAliasToItself() throws IOException {
    assertMistake(
        LEAST + "metrics: &a [*a]\n",
        "A key is not a name",
        ", line 3, key metrics",
        "a name before the colon",
        "Correct the key");
  }

  @Test
  void refusesAKeyGivenTwice() throws IOException {
    assertMistake(
        LEAST + "seed: 1\nseed: 2\n",
        "The key seed is given twice, first in line 3",
        ", line 4, key seed",
        "every key once",
        "Remove one of them");
  }

  @Test
  void namesTheNearestKey() throws IOException {
    assertMistake(
        LEAST + "bacth_size: 2\n",
        "The key bacth_size is not known",
        ", line 3, key bacth_size",
        "the nearest known key is batch_size",
        "Rename it to batch_size, or remove it");
    assertMistake(
        LEAST + "optimizer: {type: adam, weight-decay: 0}\n",
        "The key optimizer.weight-decay is not known",
        ", line 3, key optimizer.weight-decay",
        "the nearest known key is weight_decay",
        "Rename it to weight_decay, or remove it");
    assertMistake(
        LEAST + "data_preprocessing: {resample: {spacing: 1}}\n",
        "The key data_preprocessing.resample.spacing is not known",
        ", line 3, key data_preprocessing.resample.spacing",
        "one of resolution, interpolation, label_interpolation",
        "Rename it to resolution, or remove it");
    assertMistake(
        LEAST + "data_augmentation:\n  flip:\n    axes: 0\n",
        "The key data_augmentation.flip.axes is not known",
        ", line 5, key data_augmentation.flip.axes",
        "one of probability, axis, flip_probability",
        "Rename it to axis, or remove it");
  }

  @Test
  void doesNotSuggestToRenameAKeyToOneThatIsFarFromIt() throws IOException {
    assertMistake(
        LEAST + "delete_private_tags: True\n",
        "The key delete_private_tags is not known",
        ", line 3, key delete_private_tags",
        "the nearest known key is strategy",
        "Remove it, or look its name up in docs/configuration.md");
  }

  @Test
  void refusesAListWhereOneIsChosen() throws IOException {
    assertMistake(
        "model: {architecture: [unet, resunet], class_list: [0, 1]}\npatch_size: [64, 64, 32]\n",
        "model.architecture is [unet, resunet]",
        ", line 1, key model.architecture",
        "unet, resunet or another name of docs/learning.md",
        "Choose one of them");
  }

  @Test
  void namesTheSectionOfAMisplacedKey() throws IOException {
    assertMistake(
        LEAST + "base_filters: 2\n",
        "The key base_filters is not known",
        ", line 3, key base_filters",
        "that key in model",
        "Move it to model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "medcam_enabled: True | medcam_enabled | no such key | Remove the key",
        "scaling_factor: 255 | scaling_factor | no such key, or 1 or 1.0"
            + " | Remove the key: targets are standardized",
        "data_postprocessing: {fill_holes} | data_postprocessing | no such key | Remove the key",
        "differential_privacy: {delta: 1} | differential_privacy | no such key | Remove the key",
        "strategy: fsdp | strategy | no such key, or auto or ddp"
            + " | Write auto: devices share each batch",
        "optimizer: {type: adam, maximize: True} | optimizer.maximize | no such key | Remove the key",
        "nested_training: {stratified: True} | nested_training.stratified | no such key"
            + " | Remove the key: folds are random",
        "save_masks: True | save_masks | no such key, or false | Write save_output: True",
      })
  void refusesAKeyWhoseFeatureDoesNotExist(String yaml, String key, String expected, String mend)
      throws IOException {
    assertMistake(
        LEAST + yaml + "\n",
        "The feature of the key " + key + " does not exist yet",
        ", line 3, key " + key,
        expected,
        mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patch_sampler: {type: label, enable_padding: True, padding_mode: median}"
            + " | padding_mode median | patch_sampler.padding_mode"
            + " | symmetric, reflect, edge, constant, wrap",
        "data_augmentation: {motion: {interpolation: bspline}} | interpolation bspline"
            + " | data_augmentation.motion.interpolation | linear, nearest",
      })
  void refusesAChoiceThatDoesNotExist(String yaml, String choice, String key, String choices)
      throws IOException {
    assertMistake(
        LEAST + yaml + "\n",
        "The " + choice + " does not exist yet",
        ", line 3, key " + key,
        "one of " + choices,
        "Choose one of these");
  }

  @Test
  void saysWhatAPrecisionAndDevicesCanBe() throws IOException {
    assertMistake(
        LEAST + "precision: fp8\n",
        "The precision fp8 is not known",
        ", line 3, key precision",
        "one of auto, bf16, fp32, fp16, 16, fp64",
        "Perhaps fp32 was meant");
    assertMistake(
        LEAST + "devices: [0, 1]\n",
        "devices is how many share a batch, not which",
        ", line 3, key devices",
        "a whole number of at least 1, or auto",
        "Write their number, and choose them by CUDA_VISIBLE_DEVICES");
    assertMistake(
        LEAST + "accelerator: tpu\n",
        "The accelerator tpu is not known",
        ", line 3, key accelerator",
        "one of auto, cpu, gpu",
        "Perhaps cpu was meant");
  }

  @Test
  void weightsOfImageNetAreAFile() throws IOException {
    assertMistake(
        "model: {architecture: imagenet_vgg16, class_list: [0, 1], pretrained: True}\n"
            + "problem_type: classification\npatch_size: [64, 64]\n",
        "The weights of ImageNet are not downloaded",
        ", line 1, key model.pretrained",
        "initial_weights: a safetensors file with the weights of torchvision's network",
        "Add initial_weights (docs/models.md), or write pretrained: False for random ones");
  }

  @Test
  void namesTheNearestChoice() throws IOException {
    assertMistake(
        LEAST + "optimizer: admaw\n",
        "The optimizer admaw is not known",
        ", line 3, key optimizer",
        "one of sgd, asgd, adam, adamw, adamax, nadam, radam, rprop, adadelta, adagrad, rmsprop, novograd,"
            + " lion, ademamix, adopt",
        "Perhaps adamw was meant");
    assertMistake(
        LEAST + "loss_function: focall\n",
        "The loss_function focall is not known",
        ", line 3, key loss_function.focall",
        "one of dc, dc_log, dcce, dcce_logits, ce, cel, mcc, mcc_log, tversky, focal, dc_focal, kld,"
            + " mse, l1",
        "Perhaps focal was meant");
    assertMistake(
        "model: {architecture: imagenet_unets, class_list: [0, 1]}\npatch_size: [64, 64, 32]\n",
        "The architecture imagenet_unets is not known",
        ", line 1, key model.architecture",
        "unet, resunet or another name of docs/learning.md",
        "Perhaps imagenet_unet was meant");
    assertMistake(
        "model: {architecture: imagenet_unet, class_list: [0, 1], encoder_name: mit_b0}\n"
            + "patch_size: [64, 64, 32]\n",
        "The encoder_name mit_b0 does not exist yet",
        ", line 1, key model.encoder_name",
        "one of resnet18, resnet34, resnet50, resnet101, resnet152, vgg11, vgg11_bn, vgg13, vgg13_bn,"
            + " vgg16, vgg16_bn, vgg19, vgg19_bn",
        "Choose one of these");
    assertMistake(
        "model: {architecture: imagenet_unet, class_list: [0, 1], encoder_depth: 6}\n"
            + "patch_size: [64, 64, 64]\n",
        "model.encoder_depth is 6",
        ", line 1, key model.encoder_depth",
        "a whole number from 1 to 5",
        "Lower the value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch_size: 0 | batch_size | 0 | a whole number of at least 1 | Correct the value",
        "batch_size: two | batch_size | two | a whole number of at least 1 | Correct the value",
        "batch_size: 1.5 | batch_size | 1.5 | a whole number of at least 1 | Correct the value",
        "batch_size: [1] | batch_size | [1] | a whole number of at least 1 | Correct the value",
        "num_epochs: 99999999999 | num_epochs | 99999999999"
            + " | a whole number of at least 1 and at most 2147483647 | Correct the value",
        "learning_rate: -0.1 | learning_rate | -0.1 | a number above 0 | Correct the value",
        "learning_rate: .nan | learning_rate | .nan | a number above 0 | Correct the value",
        "learning_rate: 1e999 | learning_rate | 1e999 | a number above 0 | Correct the value",
        "weighted_loss: maybe | weighted_loss | maybe | True or False | Write one of the two",
        "weight_averaging: 1 | weight_averaging | 1"
            + " | 0 for none, or a decay below 1, such as 0.99 | Correct the value",
        "clip_grad: -1 | clip_grad | -1 | a number of at least 0 | Correct the value",
        "seed: 0.5 | seed | 0.5 | a whole number of at least 0 | Correct the value",
        "optimizer: {type: adam, betas: 0.9} | optimizer.betas | 0.9"
            + " | two numbers of at least 0 and below 1, such as [0.9, 0.999] | Correct the value",
        "scheduler: {type: cosine, warmup_epochs: 100} | scheduler.warmup_epochs | 100"
            + " | fewer than num_epochs, 100 | Lower the value",
        "scheduler: {type: cosine, min_lr: 1} | scheduler.min_lr | 1"
            + " | at most learning_rate, 0.001 | Lower the value",
        "scheduler: {type: cosineannealinglr, T_max: 0} | scheduler.T_max | 0"
            + " | a whole number of at least 1 | Correct the value",
        "scheduler: {type: plateau, min_lr: 1} | scheduler.min_lr | 1"
            + " | at most learning_rate, 0.001 | Lower the value",
        "scheduler: {type: wcs, warmup_steps: 100} | scheduler.warmup_steps | 100"
            + " | fewer than num_epochs, 100 | Lower the value",
        "q_num_workers: 100000 | q_num_workers | 100000"
            + " | a whole number of at least 0 and at most 1024 | Correct the value",
        "batch_size: 1000000000 | batch_size | 1000000000"
            + " | a whole number of at least 1 and at most 65536 | Correct the value",
        "q_samples_per_volume: 1000000 | q_samples_per_volume | 1000000"
            + " | a whole number of at least 1 and at most 100000 | Correct the value",
        "data_augmentation: {motion: {num_transforms: 2.5}}"
            + " | data_augmentation.motion.num_transforms | 2.5"
            + " | a whole number or a list of whole numbers | Correct the value",
        "inference_mechanism: {patch_overlap: 32} | inference_mechanism.patch_overlap | 32"
            + " | an even number of voxels below the shortest side of patch_size, 32"
            + " | Correct the value",
        "inference_mechanism: {patch_overlap: 7} | inference_mechanism.patch_overlap | 7"
            + " | an even number of voxels below the shortest side of patch_size, 32"
            + " | Correct the value",
        "nested_training: {testing: 0} | nested_training.testing | 0"
            + " | a number of folds; 1 for no testing data, negative for the first fold alone"
            + " | Correct the value",
        "nested_training: {validation: 1} | nested_training.validation | 1"
            + " | a number of folds of at least 2; negative for the first fold alone"
            + " | Correct the value: validation data choose the best epoch",
        "data_preprocessing: {centercrop: [1, 2]} | data_preprocessing.centercrop | [1, 2]"
            + " | 3 whole numbers of at least 1 (2 in 2D), such as [64, 64, 64] | Correct the value",
        "data_preprocessing: {centercrop} | data_preprocessing.centercrop | empty"
            + " | 3 whole numbers of at least 1 (2 in 2D), such as [64, 64, 64]"
            + " | Write centercrop: [64, 64, 64]",
        "data_preprocessing: {resample: {resolution: 0}} | data_preprocessing.resample.resolution"
            + " | 0 | 1 or 3 numbers above 0 (2 in 2D), null for an axis to keep, or isotropic"
            + " | Correct the value",
        "data_preprocessing: {resample_min: {resolution: [1, -1, 1]}}"
            + " | data_preprocessing.resample_min.resolution | [1, -1, 1]"
            + " | 1 or 3 numbers above 0 (2 in 2D), null for an axis to keep | Correct the value",
        "data_preprocessing: {crop: [1, 2]} | data_preprocessing.crop | [1, 2]"
            + " | 1, 3 or 6 whole numbers of at least 0, such as [8, 8, 4] | Correct the value",
        "data_preprocessing: {pad} | data_preprocessing.pad | empty"
            + " | 1, 3 or 6 whole numbers of at least 0, such as [8, 8, 4]"
            + " | Write pad: [8, 8, 4]",
        "data_preprocessing: {align: first} | data_preprocessing.align | first"
            + " | a whole number of at least 0 | Correct the value",
        "data_preprocessing: {clip: {min: 2, max: 1}} | data_preprocessing.clip.max | 1"
            + " | more than min, 2 | Correct one of the two",
        "data_preprocessing: {rescale: {percentiles: [5, 101]}}"
            + " | data_preprocessing.rescale.percentiles | [5, 101]"
            + " | two numbers, the lower first, such as [0, 100] | Correct the value",
        "data_preprocessing: {normalize: 5} | data_preprocessing.normalize | 5"
            + " | the name alone, or True | Remove the value",
        "data_augmentation: {default_probability: 2} | data_augmentation.default_probability | 2"
            + " | a number from 0 to 1 | Correct the value",
        "data_augmentation: {noise: {std: loud}} | data_augmentation.noise.std | loud"
            + " | a number or a list of numbers | Correct the value",
        "patch_sampler: {biased_sampling: True} | patch_sampler.type | | |",
        "patch_sampler: {type: uniform, biased_sampling: True} | patch_sampler.biased_sampling"
            + " | True | False with the uniform sampler | Write type: label, or remove the key",
      })
  void refusesAWrongValue(String yaml, String key, String shown, String expected, String mend)
      throws IOException {
    if (shown == null) {
      assertMistake(
          LEAST + yaml + "\n",
          "The key " + key + " is missing",
          ", line 3, key patch_sampler",
          "patch_sampler: {type: uniform}",
          "Add the type");
      return;
    }
    assertMistake(
        LEAST + yaml + "\n", key + " is " + shown, ", line 3, key " + key, expected, mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class_list: [0, 0] | class_list | [0, 0]"
            + " | a list of different label values, such as [0, 1, 2]"
            + " | Remove the label that appears twice",
        "class_list: [0, a] | class_list | [0, a]"
            + " | a list of different label values, such as [0, 1, 2] | Correct the value",
        "class_list: '[*range(0)]' | class_list | [*range(0)]"
            + " | at least 2 labels (1 only with final_layer: sigmoid) | Add the background, 0",
        "class_list: '[*range(0,9,0)]' | class_list | [*range(0,9,0)]"
            + " | a range of at most 1024 labels | Correct the value",
        "class_list: '[*range(0,999999999)]' | class_list | [*range(0,999999999)]"
            + " | a range of at most 1024 labels | Correct the value",
        "class_list: '[*range(a)]' | class_list | [*range(a)]"
            + " | *range(start,stop,step) with whole numbers | Correct the value",
        "class_list: '[__import__(1)]' | class_list | [__import__(1)]"
            + " | a list of different label values, such as [0, 1, 2] | Correct the value",
        "class_list: [0, 1], dimension: 4 | dimension | 4 | 2 or 3 | Choose one of the two",
        "class_list: [0, 1], depth: 9 | depth | 9 | a whole number from 1 to 8 | Lower the value",
        "class_list: [0, 1], base_filters: 0 | base_filters | 0 | a whole number of at least 1"
            + " | Correct the value",
        "class_list: [0, 4], ignore_label_validation: 4 | ignore_label_validation | 4"
            + " | a place in class_list, 0 to 1 | Give the place of the label, not the label",
      })
  void refusesAWrongModel(String keys, String key, String shown, String expected, String mend)
      throws IOException {
    assertMistake(
        "model: {architecture: unet, " + keys + "}\npatch_size: [64, 64, 32]\n",
        "model." + key + " is " + shown,
        ", line 1, key model." + key,
        expected,
        mend);
  }

  @Test
  void refusesClassesThatShareLabelsWithoutASigmoid() throws IOException {
    assertMistake(
        "model: {architecture: unet, class_list: '[0,1||2,2]'}\npatch_size: [64, 64, 32]\n",
        "The classes of class_list share labels, but final_layer is softmax",
        ", line 1, key model",
        "final_layer: sigmoid, which gives each class a probability of its own",
        "Set final_layer: sigmoid, or give every label to one class");
  }

  @Test
  void refusesALossOfExclusiveClassesForRegions() throws IOException {
    assertMistake(
        "model: {architecture: unet, class_list: '[1||2,2]', final_layer: sigmoid}\n"
            + "patch_size: [64, 64, 32]\nloss_function: cel\n",
        "The loss cel takes each voxel for one class, but those of class_list overlap or leave"
            + " voxels to none",
        ", line 3, key loss_function.cel",
        "a loss of each class by itself, such as dcce, dc or ce",
        "Choose one of these, or give every label, 0 too, to one class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[0,1&&2,2&&1]' | 2&&1",
        "'[0,1&&1]' | 1&&1",
      })
  void refusesTheSameClassTwice(String classes, String twice) throws IOException {
    assertMistake(
        "model: {architecture: unet, final_layer: sigmoid, class_list: '"
            + classes
            + "'}\npatch_size: [64, 64, 32]\n",
        "model.class_list is " + classes,
        ", line 1, key model.class_list",
        "a list of labels and combined labels: ['0', '1||4', '2'], every class once and of"
            + " different labels",
        "Remove what is there twice: " + twice);
  }

  @Test
  void asksForWhatIsMissing() throws IOException {
    assertMistake(
        "seed: 1\n",
        "The key model is missing",
        ", line 1",
        "model: {architecture: unet, dimension: 3, class_list: [0, 1]}",
        "Add the section");
    assertMistake(
        "seed: 1\nmodel: {dimension: 3}\n",
        "The key model.architecture is missing",
        ", line 2, key model",
        "unet or resunet",
        "Add it to the section model");
    assertMistake(
        "model: {architecture: unet}\n",
        "The key model.class_list is missing",
        ", line 1, key model",
        "the label values that the model tells apart, such as [0, 1, 2]",
        "Add it to the section model");
    assertMistake(
        "model: {architecture: unet, class_list: [0, 1]}\npatch_size: 16\n",
        "The key model.dimension is missing",
        ", line 1, key model",
        "2 or 3",
        "Add it to the section model");
    assertMistake(
        "model: {architecture: unet, class_list: [0, 1], dimension: 3}\n",
        "The key patch_size is missing",
        ", line 1",
        "3 whole numbers, such as [64, 64, 64]: voxels along x, y, z",
        "Add the key");
    assertMistake(
        LEAST + "scheduler: step\n",
        "The key scheduler.step_size is missing",
        ", line 3, key scheduler",
        "the epochs between two steps",
        "Write scheduler: {type: step, step_size: 30, gamma: 0.1}");
    assertMistake(
        LEAST + "data_preprocessing: {resample}\n",
        "The key data_preprocessing.resample.resolution is missing",
        ", line 3, key data_preprocessing.resample",
        "millimetres along each axis, such as [1, 1, 1]",
        "Write resample: {resolution: [1, 1, 1]}");
    assertMistake(
        LEAST + "data_preprocessing: {clip}\n",
        "The keys min and max of data_preprocessing.clip are missing",
        ", line 3, key data_preprocessing.clip",
        "one of them or both",
        "Write clip: {min: 0, max: 100}");
  }

  @Test
  void refusesPatchesThatTheNetworkCannotHalve() throws IOException {
    String model = "model: {architecture: resunet, class_list: [0, 1], depth: 3, dimension: %d}\n";
    assertMistake(
        model.formatted(3) + "patch_size: [64, 60, 32]\n",
        "patch_size is [64, 60, 32]",
        ", line 2, key patch_size",
        "multiples of 8, since resunet halves the patch 3 times (model.depth)",
        "Take 64 instead of 60, or lower model.depth");
    assertMistake(
        model.formatted(2) + "patch_size: [64, 64, 32]\n",
        "patch_size is [64, 64, 32]",
        ", line 2, key patch_size",
        "2 whole numbers, such as [128, 128] with model.dimension 2",
        "Correct the value");
    assertMistake(
        model.formatted(3) + "patch_size: [0, 8, 8]\n",
        "patch_size is 0",
        ", line 2, key patch_size",
        "a whole number of at least 1",
        "Correct the value");
  }

  @Test
  void refusesWhatContradictsItself() throws IOException {
    assertMistake(
        LEAST + "data_preprocessing: {normalize, normalize_positive}\n",
        "normalize_positive is a second normalization after normalize",
        ", line 3, key data_preprocessing.normalize_positive",
        "one normalization",
        "Remove one of them");
    assertMistake(
        LEAST + "data_preprocessing: {clip: {min: 1}, threshold: {min: 1}}\n",
        "There are both clip and threshold",
        ", line 3, key data_preprocessing.threshold",
        "threshold (outside becomes 0) or clip (outside becomes the limit)",
        "Remove one of them");
    assertMistake(
        LEAST + "data_preprocessing: {resize: [8, 8, 8], resample: {resolution: 1}}\n",
        "There are both resample and resize",
        ", line 3, key data_preprocessing.resize",
        "one of the two; GaNDLF leaves out resize then",
        "Remove resize");
    assertMistake(
        LEAST + "data_preprocessing: {pad: {border: 1, padding_mode: wrap}}\n",
        "The padding mode wrap is not known",
        ", line 3, key data_preprocessing.pad.padding_mode",
        "one of constant, edge, reflect, symmetric",
        "Perhaps edge was meant");
    assertMistake(
        LEAST + "data_preprocessing: {resample: {resolution: 1, label_interpolation: bspline}}\n",
        "The interpolation of labels bspline is not known",
        ", line 3, key data_preprocessing.resample.label_interpolation",
        "one of nearest, linear",
        "Perhaps linear was meant");
    assertMistake(
        LEAST + "data_preprocessing: {rescale: {in_min_max: [1, 0]}}\n",
        "data_preprocessing.rescale.in_min_max is [1, 0]",
        ", line 3, key data_preprocessing.rescale.in_min_max",
        "two numbers, the lower first, such as [0, 1]",
        "Correct the value");
    assertMistake(
        LEAST + "data_preprocessing: {normalize_by_val: {mean: [0, 1]}}\n",
        "The keys mean and std of data_preprocessing.normalize_by_val are missing or not equally"
            + " long",
        ", line 3, key data_preprocessing.normalize_by_val",
        "one number a channel, or one for all, of values from 0 to 1",
        "Write normalize_by_val: {mean: [0.5], std: [0.25]}");
    assertMistake(
        LEAST + "loss_function: {dc: 1, dice: 2}\n",
        "The loss dc is given twice",
        ", line 3, key loss_function.dice",
        "every loss once, with the weight of both",
        "Remove one of them");
    assertMistake(
        LEAST + "loss_function: {dc: {gamma: 2}}\n",
        "The key gamma does not belong to the loss dc",
        ", line 3, key loss_function.dc.gamma",
        "among include_background",
        "Remove the key");
    assertMistake(
        LEAST + "loss_function: {tversky: {alpha: 0.7, beta: 0.6}}\n",
        "loss_function.tversky.beta is 0.6",
        ", line 3, key loss_function.tversky.beta",
        "alpha and beta with a sum of at most 1",
        "Lower one of them");
    assertMistake(
        LEAST + "penalty_weights: [1, 2, 3]\n",
        "penalty_weights is [1, 2, 3]",
        ", line 3, key penalty_weights",
        "a weight of at least 0 for each label of class_list, not all 0",
        "Correct the weights");
    assertMistake(
        LEAST + "optimizer: {type: rprop, etas: [1.5, 1.2]}\n",
        "optimizer.etas is [1.5, 1.2]",
        ", line 3, key optimizer.etas",
        "two numbers, the first below and the second above 1",
        "Correct the value");
    assertMistake(
        LEAST + "optimizer: {type: sgd, momentum: 0, nesterov: True}\n",
        "optimizer.nesterov is True",
        ", line 3, key optimizer.nesterov",
        "False without momentum or with dampening",
        "Remove the key");
    assertMistake(
        LEAST + "scheduler: {type: triangular, min_lr: 1}\n",
        "scheduler.min_lr is 1",
        ", line 3, key scheduler.min_lr",
        "min_lr of at most max_lr",
        "Correct one of the two");
    assertMistake(
        LEAST + "scheduler: {type: plateau, mode: best}\n",
        "The mode best is not known",
        ", line 3, key scheduler.mode",
        "one of min, max",
        "Perhaps min was meant");
    assertMistake(
        LEAST + "optimizer: {type: sgd, eps: 1}\n",
        "The key eps does not belong to the optimizer sgd",
        ", line 3, key optimizer.eps",
        "among weight_decay, momentum, dampening, nesterov",
        "Remove the key");
    assertMistake(
        LEAST + "scheduler: {type: constant, gamma: 1}\n",
        "The key gamma does not belong to the scheduler constant",
        ", line 3, key scheduler.gamma",
        "no keys",
        "Remove the key");
    assertMistake(
        "patch_size: 16\nmodel: {architecture: unet, class_list: [0, 1], dimension: 3,"
            + " channels: 1, num_channels: 1}\n",
        "model.channels says the same as model.num_channels",
        ", line 2, key model.channels",
        "one of the two",
        "Remove one of them");
  }

  @Test
  void refusesMirrorImagesThatTrainingNeverShows() throws IOException {
    assertMistake(
        LEAST + "inference_mechanism: {test_time_flips: True}\n",
        "test_time_flips shows the network mirror images, but training has none",
        ", line 3, key inference_mechanism.test_time_flips",
        "flip in data_augmentation, with the axes that may be mirrored",
        "Add flip to data_augmentation, or remove test_time_flips");
  }

  @Test
  void refusesSamplingWeightsThatDoNotFit() throws IOException {
    String biased = LEAST + "patch_sampler: {type: label, biased_sampling: True}\n";
    String expected = "a weight of at least 0 for each label of class_list, not all 0";
    assertMistake(
        LEAST + "sampling_weights: [1, 1]\n",
        "sampling_weights are given, but not used",
        ", line 3, key sampling_weights",
        "patch_sampler: {type: label, biased_sampling: True}",
        "Add biased_sampling: True, or remove the weights");
    assertMistake(
        biased + "sampling_weights: [1, 1, 1]\n",
        "sampling_weights is [1, 1, 1]",
        ", line 4, key sampling_weights",
        expected,
        "Correct the weights");
    assertMistake(
        biased + "sampling_weights: {0: 1, 2: 1}\n",
        "sampling_weights has a label that class_list has not: 2",
        ", line 4, key sampling_weights.2",
        expected,
        "Correct the label");
    assertMistake(
        biased + "sampling_weights: {0: 0}\n",
        "sampling_weights is a mapping",
        ", line 4, key sampling_weights",
        expected,
        "Correct the weights");
  }
}
