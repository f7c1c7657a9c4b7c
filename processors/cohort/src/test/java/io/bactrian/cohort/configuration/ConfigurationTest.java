package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private static final String LEAST =
      """
      model: {architecture: unet, class_list: [0, 1]}
      patch_size: [64, 64, 32]
      """;

  private Configuration read(String yaml) throws IOException {
    return Configuration.read(Files.writeString(folder.resolve("config.yaml"), yaml));
  }

  @Test
  void fillsInDefaults() throws IOException {
    Configuration configuration = read(LEAST);
    assertThat(configuration)
        .isEqualTo(
            Configuration.of(
                ModelSettings.of(3, "unet", List.of(0, 1)), TrainingSettings.of(64, 64, 32)));
    assertThat(configuration.optimizer())
        .isEqualTo(
            new OptimizerSettings(
                "adam",
                1e-3,
                new Parameters(
                    Map.of(
                        "weight_decay",
                        5e-5,
                        "betas",
                        List.of(0.9, 0.999),
                        "eps",
                        1e-8,
                        "amsgrad",
                        false))));
  }

  /** The forms of GaNDLF's own samples, written anew. */
  @Test
  void readsGaNDLFsForms() throws IOException {
    Configuration configuration =
        read(
            """
            # a comment
            version: {minimum: 0.1.6-dev, maximum: 0.1.6-dev}
            model:
              {
                dimension: 3, # the last comma is allowed
                base_filters: "16",
                architecture: ResUNet,
                norm_type: instance,
                final_layer: sigmoid,
                class_list: '[*range(0,5,1)]',
                ignore_label_validation: 1,
                amp: True,
                n_channels: 4,
                depth: 3,
                type: torch,
                data_type: FP32,
                onnx_export: false,
              }
            metrics: {dice, hausdorff95: {connectivity: 1, threshold: null}, hd95_per_label}
            modality: rad
            patch_size: 64
            patch_sampler: {type: label, enable_padding: True, padding_mode: edge, biased_sampling: True}
            sampling_weights: {0: 1, 1: 2, 2: 0, 3: 0.5, 4: "3"}
            num_epochs: 100
            patience: '50'
            batch_size: 2
            clip_mode: norm
            clip_grad: 0.1
            learning_rate: 1e-2
            scheduler: {type: cosineannealing, T_0: 10, T_mult: 2, eta_min: 1.0e-5, warmup_epochs: 2}
            loss_function: {dcce: {include_background: False}}
            weighted_loss: True
            optimizer: {type: sgd, momentum: 0.9, weight_decay: 1e-4, nesterov: False, dampening: 0}
            nested_training: {stratified: False, testing: -5, validation: 4}
            data_preprocessing:
              {
                'normalize_nonzero',
                to_canonical: True,
                'threshold':{
                  'min': 10,
                  'max': 75
                },
                'resample':{ 'resolution': [1,2,3] },
                'crop_external_zero_planes',
                'rescale': False,
                'centercrop': [64,64,64],
              }
            data_augmentation:
              {
                default_probability: 0.25,
                'affine',
                'noise': { 'mean': 0, 'std': [0, 1], 'probability': 1 },
                blur,
                'flip':{ 'axis': [0,2] },
                kspace: False,
              }
            data_postprocessing: {}
            inference_mechanism: {grid_aggregator_overlap: average, patch_overlap: 16}
            parallel_compute_command: ''
            differential_privacy: null
            scaling_factor: 1
            track_memory_usage: False
            medcam_enabled: false
            q_max_length: 40
            q_samples_per_volume: 5
            q_num_workers: 2
            q_verbose: False
            accelerator: "cpu"
            precision: 32
            """);

    assertThat(configuration.model())
        .isEqualTo(
            new ModelSettings(
                3,
                "resunet",
                16,
                3,
                Norm.INSTANCE,
                List.of(0, 1, 2, 3, 4),
                4,
                "sigmoid",
                "fp32",
                1,
                1,
                false,
                0,
                Parameters.NONE,
                Problem.SEGMENTATION,
                List.of()));
    assertThat(configuration.metrics()).containsExactly("dice", "hd95");
    assertThat(configuration.sampler())
        .isEqualTo(
            new SamplerSettings(
                "label", 5, true, "edge", true, List.of(1.0, 2.0, 0.0, 0.5, 3.0), 40));
    assertThat(configuration.training())
        .isEqualTo(
            new TrainingSettings(
                100, 2, 50, new int[] {64, 64, 64}, 0, "norm", 0.1, 0, 1, 2, false));
    assertThat(configuration.optimizer())
        .isEqualTo(
            OptimizerSettings.of("sgd", 0.01).withWeightDecay(1e-4).withMomentum(0.9, false));
    assertThat(configuration.scheduler())
        .isEqualTo(
            new SchedulerSettings(
                "cosineannealing",
                new Parameters(
                    Map.of("T_0", 10.0, "T_mult", 2.0, "min_lr", 1e-5, "warmup_epochs", 2.0))));
    assertThat(configuration.loss())
        .isEqualTo(
            new LossSettings(
                List.of(LossTerm.of("dcce").with("include_background", false)), true, List.of()));
    assertThat(configuration.nestedTraining()).isEqualTo(new NestedTraining(5, 4, true, false));
    assertThat(configuration.inference()).isEqualTo(InferenceSettings.of("average", 16));
    assertThat(configuration.preprocessing())
        .as("in the order of the file, the normalization last")
        .containsExactly(
            PreprocessingStep.of("to_canonical"),
            new PreprocessingStep("threshold", Parameters.of("min", 10, "max", 75)),
            new PreprocessingStep("resample", Parameters.of("resolution", List.of(1, 2, 3))),
            PreprocessingStep.of("crop_external_zero_planes"),
            new PreprocessingStep("centercrop", Parameters.of("size", List.of(64, 64, 64))),
            PreprocessingStep.of("normalize_nonZero"));
    assertThat(configuration.augmentation())
        .containsExactly(
            AugmentationSettings.of("affine", 0.25),
            new AugmentationSettings("noise", 1, Parameters.of("mean", 0, "std", List.of(0, 1))),
            AugmentationSettings.of("blur", 0.25),
            new AugmentationSettings("flip", 0.25, Parameters.of("axis", List.of(0, 2))));
  }

  @Test
  void readsSpatialStepsAndTheirOptionsInGandlfsOrder() throws IOException {
    Configuration configuration =
        read(
            LEAST
                + """
                data_preprocessing:
                  to_canonical:
                  normalize:
                  crop: [1, 2, 3]
                  pad: {border: [1, 2, 3, 4, 5, 6], padding_mode: reflect, value: -5}
                  resize_images: {size: 32, interpolation: cubic, label_interpolation: linear}
                  resize_patch: [16, 16, 8]
                  align: {reference: 1}
                """);
    assertThat(configuration.preprocessing())
        .containsExactly(
            new PreprocessingStep("align", Parameters.of("reference", 1)),
            new PreprocessingStep(
                "resize_image",
                new Parameters(
                    Map.of(
                        "size",
                        List.of(32, 32, 32),
                        "interpolation",
                        "bspline",
                        "label_interpolation",
                        "linear"))),
            PreprocessingStep.of("to_canonical"),
            new PreprocessingStep("crop", Parameters.of("border", List.of(1, 1, 2, 2, 3, 3))),
            new PreprocessingStep(
                "pad",
                new Parameters(
                    Map.of(
                        "border",
                        List.of(1, 2, 3, 4, 5, 6),
                        "padding_mode",
                        "reflect",
                        "value",
                        -5))),
            new PreprocessingStep("resize_patch", Parameters.of("size", List.of(16, 16, 8))),
            PreprocessingStep.of("normalize"));
    String yaml = configuration.toYaml();
    assertThat(read(yaml).preprocessing()).isEqualTo(configuration.preprocessing());
  }

  @Test
  void axesOfAResolutionMayBeKept() throws IOException {
    assertThat(resolution("[1, null, 2]")).isEqualTo(List.of(1.0, 0.0, 2.0));
    assertThat(resolution("Isotropic")).isEqualTo("isotropic");
  }

  private Object resolution(String value) throws IOException {
    Configuration configuration =
        read(LEAST + "data_preprocessing: {resample: {resolution: " + value + "}}\n");
    assertThat(read(configuration.toYaml())).isEqualTo(configuration);
    return configuration.preprocessing().get(0).parameters().values().get("resolution");
  }

  @Test
  void bordersAndSizesOfAPlane() throws IOException {
    String plane =
        "model: {architecture: unet, class_list: [0, 1], dimension: 2}\npatch_size: [64, 64]\n";
    Configuration configuration =
        read(
            plane
                + "data_preprocessing: {crop: [1, 2], pad: [1, 2, 3, 4], resize_patch: [32, 16],"
                + " centercrop: 8}\n");
    List<Object> values =
        configuration.preprocessing().stream()
            .map(step -> step.parameters().values().values().iterator().next())
            .toList();
    assertThat(values)
        .isEqualTo(
            List.of(
                List.of(1.0, 1.0, 2.0, 2.0, 0.0, 0.0),
                List.of(1.0, 2.0, 3.0, 4.0, 0.0, 0.0),
                List.of(32.0, 16.0, 1.0),
                List.of(8.0, 8.0, 1.0)));
  }

  @Test
  void readsListsOfNamesAndMappings() throws IOException {
    Configuration configuration =
        read(
            LEAST
                + """
                data_preprocessing:
                  - clamp: {max: 5}
                  - resample: {resolution: 1.5}
                  - pad_or_crop: [48, 64, 48]
                  - rescale
                  - normalize: null
                data_augmentation: [flip, gamma: {log_gamma: [-0.2, 0.2]}]
                metrics: [dice, nsd: null]
                loss_function: {dice}
                optimizer: {type: AdamW, betas: [0.8, 0.99]}
                """);
    assertThat(configuration.preprocessing())
        .containsExactly(
            new PreprocessingStep("clip", Parameters.of("max", 5)),
            new PreprocessingStep("resample", Parameters.of("resolution", List.of(1.5, 1.5, 1.5))),
            new PreprocessingStep("pad_or_crop", Parameters.of("size", List.of(48, 64, 48))),
            new PreprocessingStep(
                "rescale",
                Parameters.of("out_min_max", List.of(0, 1), "percentiles", List.of(0, 100))),
            PreprocessingStep.of("normalize"));
    assertThat(configuration.augmentation())
        .containsExactly(
            AugmentationSettings.of("flip", 0.5),
            new AugmentationSettings("gamma", 0.5, Parameters.of("log_gamma", List.of(-0.2, 0.2))));
    assertThat(configuration.metrics()).containsExactly("dice", "nsd");
    assertThat(configuration.loss()).isEqualTo(LossSettings.of("dc"));
    assertThat(configuration.optimizer())
        .isEqualTo(OptimizerSettings.of("adamw", 1e-3).with("betas", List.of(0.8, 0.99)));
  }

  @Test
  void aPlaneHasOneSlice() throws IOException {
    Configuration configuration =
        read(
            """
            model: {architecture: unet, dimension: 2, class_list: [0, 255]}
            patch_size: [128, 64]
            data_preprocessing: {centercrop: [100, 90], resample: {resolution: 2}}
            """);
    assertThat(configuration.training().patchSize()).containsExactly(128, 64, 1);
    assertThat(configuration.preprocessing())
        .containsExactly(
            new PreprocessingStep("centercrop", Parameters.of("size", List.of(100, 90, 1))),
            new PreprocessingStep("resample", Parameters.of("resolution", List.of(2, 2, 0))));
    assertThat(
            read("model: {architecture: unet, class_list: [0, 1]}\npatch_size: [16, 32]\n")
                .model()
                .dimension())
        .isEqualTo(2);
  }

  @Test
  void readsSchedulers() throws IOException {
    assertThat(read(LEAST + "scheduler: cosineannealingLR\nlearning_rate: 0.002\n").scheduler())
        .isEqualTo(SchedulerSettings.cosine(0, 0));
    assertThat(read(LEAST + "scheduler: {type: step, step_size: 30}\n").scheduler())
        .isEqualTo(SchedulerSettings.step(30, 0.1));
    assertThat(read(LEAST + "scheduler: constant\n").scheduler())
        .isEqualTo(SchedulerSettings.constant());
  }

  /** The defaults are those of GaNDLF 0.1.6. */
  @Test
  void readsGaNDLFsSchedulers() throws IOException {
    assertThat(scheduler("triangle").parameter("max_lr", 0)).isEqualTo(1);
    assertThat(scheduler("triangle").parameters().has("step_size")).isFalse();
    assertThat(scheduler("{type: triangle, step_size: 0.0002}").parameter("step_size", 0))
        .isEqualTo(0.0002);
    assertThat(scheduler("triangle_modified").parameter("min_lr", 0)).isEqualTo(1e-6);
    assertThat(scheduler("triangular").parameter("min_lr", 0)).isEqualTo(1e-6);
    assertThat(scheduler("exp_range").parameter("gamma", 0)).isEqualTo(0.1);
    assertThat(scheduler("exponential").type()).isEqualTo("exp");
    assertThat(scheduler("plateau"))
        .isEqualTo(
            new SchedulerSettings(
                "reduce_on_plateau",
                new Parameters(
                    Map.of(
                        "warmup_epochs",
                        0,
                        "factor",
                        0.1,
                        "patience",
                        10,
                        "threshold",
                        1e-4,
                        "threshold_mode",
                        "rel",
                        "mode",
                        "min",
                        "cooldown",
                        0,
                        "min_lr",
                        1e-6))));
    assertThat(scheduler("wcs").parameter("warmup_steps", 0)).isEqualTo(10);
  }

  private SchedulerSettings scheduler(String value) throws IOException {
    return read(LEAST + "scheduler: " + value + "\n").scheduler();
  }

  @Test
  void readsSumsOfLossesAndWeightsOfClasses() throws IOException {
    LossSettings sum =
        read(LEAST + "loss_function: {dc: 0.7, tversky: {alpha: 0.3, beta: 0.7, weight: 2}, mse}\n")
            .loss();
    assertThat(sum.terms())
        .containsExactly(
            new LossTerm("dc", 0.7, Parameters.NONE),
            new LossTerm("tversky", 2, Parameters.of("alpha", 0.3, "beta", 0.7)),
            LossTerm.of("mse"));
    assertThat(sum.type()).isEqualTo("dc + tversky + mse");
    assertThat(read(LEAST + "loss_function: {mse: {reduction: mean}}\n").loss().terms())
        .containsExactly(LossTerm.of("mse").with("reduction", "mean"));
    assertThat(read(LEAST + "penalty_weights: {1: 0.75, 0: 0.25}\n").loss().penalties())
        .containsExactly(0.25, 0.75);
  }

  @Test
  void everyOptimizerHasGaNDLFsDefaults() throws IOException {
    for (String type : OptimizationReader.OPTIMIZER.existing().keySet()) {
      assertThat(read(LEAST + "optimizer: " + type + "\n").optimizer())
          .isEqualTo(OptimizerSettings.of(type, 1e-3));
    }
    assertThat(OptimizerSettings.of("ademamix", 1).options().numbers("betas"))
        .containsExactly(0.9, 0.999, 0.9999);
    assertThat(OptimizerSettings.of("rprop", 1).options().numbers("step_sizes"))
        .containsExactly(1e-6, 50);
    assertThat(OptimizerSettings.of("sgd", 1).options().flag("nesterov", false)).isTrue();
  }

  @Test
  void readsPrecisions() throws IOException {
    for (Map.Entry<String, String> entry :
        Map.of("auto", "auto", "bf16-mixed", "bf16", "bf16", "bf16", "'32'", "fp32", "fp32", "fp32")
            .entrySet()) {
      assertThat(read(LEAST + "precision: " + entry.getKey() + "\n").model().precision())
          .isEqualTo(entry.getValue());
    }
  }

  @Test
  void pathologyHasTwoNames() throws IOException {
    assertThat(read(LEAST + "modality: histo\n").modality()).isEqualTo("histo");
    assertThat(read(LEAST + "modality: path\n").modality()).isEqualTo("histo");
    assertThat(read(LEAST).modality()).isEqualTo("rad");
  }

  @Test
  void numbersClassesThatCombineLabels() throws IOException {
    String rest = "}\npatch_size: [64, 64, 32]\n";
    String start = "model: {architecture: unet, class_list: ";
    Configuration list = read(start + "['0', '1||4', '2']" + rest);
    assertThat(list.model().classList()).containsExactly(0, 1, 2);
    assertThat(list.model().classOfLabel()).isEqualTo(Map.of(0, 0, 1, 1, 4, 1, 2, 2));
    assertThat(list.model().fileLabels()).containsExactly(0, 1, 2, 4);
    assertThat(read(list.toYaml())).isEqualTo(list);
    // GaNDLF takes && for the same; without the background the classes begin at 1.
    Configuration text = read(start + "'[1&&4, 2 || 3]'" + rest);
    assertThat(text.model().classList()).containsExactly(1, 2);
    assertThat(text.model().classOfLabel()).isEqualTo(Map.of(1, 1, 4, 1, 2, 2, 3, 2));
    Configuration plain = read(start + "[0, 5]" + rest);
    assertThat(plain.model().classOfLabel()).isEmpty();
    assertThat(plain.model().fileLabels()).containsExactly(0, 5);
  }

  /** BraTS as GaNDLF's sample has it: whole tumour, tumour core, enhancing tumour. */
  @Test
  void classesThatShareLabelsAreRegionsOfThem() throws IOException {
    String start = "model: {architecture: unet, final_layer: sigmoid, class_list: ";
    String rest = "}\npatch_size: [64, 64, 32]\n";
    Configuration read = read(start + "'[1||2||4,1||4,4]'" + rest);
    ModelSettings tumour = read.model();
    assertThat(tumour.regions()).isTrue();
    assertThat(tumour.classList()).containsExactly(1, 2, 3);
    assertThat(tumour.classes()).isEqualTo(3);
    assertThat(tumour.fileLabels()).containsExactly(0, 1, 2, 4);
    assertThat(tumour.voxelLabels()).containsExactly(0, 1, 2, 4);
    assertThat(tumour.voxelLabelsOfClasses())
        .containsExactly(List.of(1, 2, 4), List.of(1, 4), List.of(4));
    assertThat(tumour.classOfLabel()).isEmpty();
    assertThat(read(read.toYaml())).isEqualTo(read);
    ModelSettings background = read(start + "['0', '1||2||4', '1||4', '4']" + rest).model();
    assertThat(background.classList()).containsExactly(0, 1, 2, 3);
    assertThat(background.voxelLabels()).containsExactly(0, 1, 2, 4);
  }

  @Test
  void withASigmoidVoxelsMayBeOfNoClass() throws IOException {
    String start = "model: {architecture: unet, final_layer: sigmoid, class_list: ";
    String rest = "}\npatch_size: [64, 64, 32]\n";
    ModelSettings one = read(start + "[7]" + rest).model();
    assertThat(one.regions()).isTrue();
    assertThat(one.voxelLabels()).containsExactly(0, 7);
    assertThat(one.voxelLabelsOfClasses()).containsExactly(List.of(7));
    ModelSettings combined = read(start + "['1||4', '2']" + rest).model();
    assertThat(combined.voxelLabels()).containsExactly(0, 1, 2, 4);
    ModelSettings all = read(start + "[0, 7]" + rest).model();
    assertThat(all.regions()).isFalse();
    assertThat(all.voxelLabels()).containsExactly(0, 7);
    assertThat(all.voxelLabelsOfClasses()).containsExactly(List.of(0), List.of(7));
  }

  @Test
  void writesYamlThatReadsBackTheSame() throws IOException {
    Configuration defaults = read(LEAST);
    assertThat(read(defaults.toYaml())).isEqualTo(defaults);
    Configuration full =
        read(
            """
            model: {architecture: resunet, dimension: 2, class_list: [4, 0, 2], num_channels: 2,
              depth: 2, norm_type: none, final_layer: None, sigmoid_input_multiplier: 2.5,
              ignore_label_validation: 2, base_filters: 8, dropout: 0.3}
            precision: bf16
            patch_size: [20, 24]
            seed: 9007199254740992
            weight_averaging: 0.999
            accumulate_batches: 3
            loss_function: {dcce: {binary: True}, focal: {gamma: 1.5, weight: 0.25}, l1: 1}
            penalty_weights: [1, 2, 3.5]
            optimizer: {type: sgd, weight_decay: 3e-5, momentum: 0}
            scheduler: {type: step, step_size: 7, gamma: 0.25, warmup_epochs: 1.5}
            clip_mode: value
            clip_grad: 12
            patch_sampler: {type: label, biased_sampling: True, enable_padding: on}
            sampling_weights: [1, 0, 1e-3]
            inference_mechanism: {test_time_flips: True, batch_size: 4}
            nested_training: {testing: 1, validation: -3}
            data_preprocessing: [normalize_positive, resample_min: {resolution: 1}, clip: {min: -3}]
            data_augmentation: [flip: {axis: 1}, rotate_90: {axis: 2},
                elastic: {max_displacement: [1, 2.5, 3]}]
            metrics: [assd, jaccard]
            q_num_workers: 3
            """);
    assertThat(read(full.toYaml())).isEqualTo(full);
    assertThat(full.training().seed()).isEqualTo(9007199254740992L);
    assertThat(full.model().ignoredClass()).isEqualTo(2);
    assertThat(full.model().dropout()).isEqualTo(0.3);
    assertThat(full.model().finalLayer()).isEqualTo("none");
    assertThat(full.optimizer().options().flag("nesterov", true)).isFalse();
    assertThat(full.training().accumulation()).isEqualTo(3);
    for (String type : List.of("ademamix", "rprop", "rmsprop")) {
      Configuration other = read(LEAST + "optimizer: " + type + "\nscheduler: plateau\n");
      assertThat(read(other.toYaml())).isEqualTo(other);
    }
    assertThat(full.mirroredAxes()).containsExactly(1);
  }

  @Test
  void readsClassListsAsPythonWritesThem() throws IOException {
    for (Map.Entry<String, List<Integer>> entry :
        Map.of(
                "[0, 1, 255]", List.of(0, 1, 255),
                "'[0,1,2]'", List.of(0, 1, 2),
                "[\"0\", '4']", List.of(0, 4),
                "'[*range(0,10,3)]'", List.of(0, 3, 6, 9),
                "'[*range(3), 7, *range(9, 7, -1)]'", List.of(0, 1, 2, 7, 9, 8),
                "\"['0','1']\"", List.of(0, 1))
            .entrySet()) {
      String yaml = "model: {architecture: unet, class_list: %s}\npatch_size: [16, 16, 16]\n";
      assertThat(read(yaml.formatted(entry.getKey())).model().classList())
          .isEqualTo(entry.getValue());
    }
  }
}
