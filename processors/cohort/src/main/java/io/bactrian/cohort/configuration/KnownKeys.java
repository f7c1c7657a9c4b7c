package io.bactrian.cohort.configuration;

import io.bactrian.safety.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every key of GaNDLF and of Bactrian, by section. A section of {@code data_preprocessing} or
 * {@code data_augmentation} has its own keys below the name of the step.
 */
final class KnownKeys {
  /** What becomes of a key. */
  enum Support {
    /** It does what it says. */
    EXISTS,
    /** It is allowed and changes nothing here; the documentation says why. */
    IGNORED,
    /** Its feature does not exist yet: an error, unless the value says no. */
    LATER
  }

  /**
   * One key.
   *
   * @param instead what can be done instead, when the feature does not exist yet
   * @param neutral values, in lower case, that ask for nothing
   */
  record Known(Support support, String instead, List<String> neutral) {}

  private static final Map<String, Map<String, Known>> SECTIONS = new TreeMap<>();
  private static final String LEAVE_OUT = "Remove the key";

  static {
    exists("", "model patch_size batch_size num_epochs patience learning_rate modality");
    exists("", "loss_function weighted_loss optimizer scheduler clip_mode clip_grad metrics");
    exists("", "nested_training data_preprocessing data_augmentation inference_mechanism");
    exists("", "patch_sampler enable_padding sampling_weights q_samples_per_volume q_max_length");
    exists("", "q_num_workers seed precision weight_averaging accumulate_batches penalty_weights");
    exists("", "initial_weights auto_lr_find auto_batch_size_find save_training save_output");
    exists("", "problem_type monitor accelerator devices opt");
    ignored("", "version verbose q_verbose in_memory pin_memory_dataloader memory_save_mode");
    ignored("", "track_memory_usage print_rgb_label_warning determinism headers");
    ignored("", "grid_aggregator_overlap parallel_compute_command");
    ignored("", "num_workers_dataloader prefetch_factor_dataloader");
    later("", "save_masks", "Write save_output: True", "false");
    later("", "scaling_factor", "Remove the key: targets are standardized", "1", "1.0");
    later("", "medcam_enabled", LEAVE_OUT);
    later("", "data_postprocessing", LEAVE_OUT);
    later("", "data_postprocessing_after_reverse_one_hot_encoding", LEAVE_OUT);
    later("", "differential_privacy", LEAVE_OUT);
    later("", "previous_parameters", "Remove the key: a killed training goes on by itself");
    later("", "class_weights", "Write weighted_loss: True, which computes the weights");
    later("", "panoptica_config", LEAVE_OUT);
    later("", "strategy", "Write auto: devices share each batch", "auto", "ddp");
    later("", "n_nodes", "Write 1: one machine trains one fold", "1");
    later("", "num_nodes", "Write 1: one machine trains one fold", "1");
    for (String slides : List.of("slide_level", "mask_level", "stride_size", "blending_alpha")) {
      later("", slides, "Remove the key: whole slides come later");
    }

    exists("model", "dimension architecture base_filters depth norm_type class_list num_channels");
    exists("model", "n_channels channels model_channels final_layer sigmoid_input_multiplier");
    exists("model", "dropout pooling kernel_size strides filters act_name deep_supervision");
    exists("model", "deep_supr_num res_block trans_bias");
    exists("model", "inner_patch_size embed_dim num_heads num_init_features growth_rate bn_size");
    exists("model", "drop_rate conv1_t_size conv1_t_stride no_max_pool");
    exists("model", "ignore_label_validation pretrained encoder_name encoder_depth converter_type");
    exists("model", "decoder_use_batchnorm decoder_attention_type decoder_channels");
    exists("model", "print_summary save_at_every_epoch");
    ignored("model", "amp num_classes encoder_weights batch_norm");
    later("model", "type", "Write torch", "torch");
    later("model", "data_type", "Write FP32; precision: bf16 computes faster", "fp32");
    later("model", "onnx_export", LEAVE_OUT);
    exists("optimizer", "type momentum dampening weight_decay nesterov betas eps amsgrad lr_decay");
    exists(
        "optimizer", "rho alpha lambd etas step_sizes centered decoupled_weight_decay decoupled");
    ignored("optimizer", "t0 foreach fused capturable differentiable");
    later("optimizer", "maximize", LEAVE_OUT);
    exists("scheduler", "type step_size gamma T_0 T_mult T_max min_lr max_lr eta_min");
    exists("scheduler", "warmup_epochs warmup_steps mode factor patience threshold cooldown");
    exists("scheduler", "threshold_mode");
    ignored("scheduler", "max_lr_multiplier scale_mode base_momentum max_momentum");
    later("scheduler", "cycle_momentum", "Remove the key: the momentum stays");
    exists("loss_function", "weight include_background binary alpha beta gamma size_average");
    exists("loss_function", "reduction");
    later("loss_function", "smooth", LEAVE_OUT);
    later("metrics", "connectivity", LEAVE_OUT, "1");
    ignored("metrics", "threshold average multi_class mdmc_average reduction subset_accuracy");
    exists("patch_sampler", "type enable_padding padding_mode biased_sampling");
    exists("inference_mechanism", "grid_aggregator_overlap patch_overlap");
    exists("inference_mechanism", "batch_size test_time_flips");
    exists("nested_training", "testing validation");
    later("nested_training", "stratified", "Remove the key: folds are random");
    later("nested_training", "proportional", "Remove the key: folds are random");
    ignored("version", "minimum maximum");
    ignored("headers", "channelHeaders labelHeader predictionHeaders subjectIDHeader");
  }

  private KnownKeys() {}

  private static void exists(String section, String names) {
    for (String name : names.split(" ")) {
      put(section, name, new Known(Support.EXISTS, "", List.of()));
    }
  }

  private static void ignored(String section, String names) {
    for (String name : names.split(" ")) {
      put(section, name, new Known(Support.IGNORED, "", List.of()));
    }
  }

  private static void later(String section, String name, String instead, String... neutral) {
    put(section, name, new Known(Support.LATER, instead, List.of(neutral)));
  }

  private static void put(String section, String name, Known known) {
    SECTIONS.computeIfAbsent(section, ignored -> new LinkedHashMap<>()).put(name, known);
  }

  /** All keys by section; the section of the whole file is empty. */
  static Map<String, Map<String, Known>> sections() {
    return SECTIONS;
  }

  /**
   * Refuses keys that nobody knows and those whose feature does not exist yet.
   *
   * @param kind the section that tells which keys are known, such as {@code model}
   */
  static void check(YamlSection section, String kind) {
    Map<String, Known> known = SECTIONS.get(kind);
    section
        .entries()
        .forEach(
            (name, value) -> {
              Known key = known.get(name);
              if (key == null) {
                throw unknown(value, name, kind);
              }
              boolean asked = !value.isOff() && !key.neutral().contains(value.lower());
              if (key.support() == Support.LATER && asked) {
                throw value.mistake(
                    "The feature of the key " + value.key() + " does not exist yet",
                    key.neutral().isEmpty()
                        ? "no such key"
                        : "no such key, or " + String.join(" or ", key.neutral()),
                    key.instead());
              }
            });
  }

  /** Refuses keys that are not among a few, such as the parameters of a step. */
  static void checkAmong(YamlSection section, List<String> known) {
    section
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                throw value.mistake(
                    "The key " + value.key() + " is not known",
                    known.isEmpty() ? "no keys" : "one of " + String.join(", ", known),
                    known.isEmpty()
                        ? "Remove it"
                        : "Rename it to " + Nearest.of(name, known) + ", or remove it");
              }
            });
  }

  private static ConfigurationException unknown(YamlValue value, String name, String kind) {
    String nearest = Nearest.of(name, SECTIONS.get(kind).keySet());
    List<String> elsewhere = new ArrayList<>();
    for (String section : List.of("", "model", "optimizer", "scheduler", "patch_sampler")) {
      if (!section.equals(kind) && SECTIONS.get(section).containsKey(name)) {
        elsewhere.add(section.isEmpty() ? "the top level" : section);
      }
    }
    String what = "The key " + value.key() + " is not known";
    if (elsewhere.isEmpty()) {
      boolean near = Nearest.distance(name, nearest) <= Math.max(2, name.length() / 2);
      String mend =
          near
              ? "Rename it to " + nearest + ", or remove it"
              : "Remove it, or look its name up in docs/configuration.md";
      return value.mistake(what, "the nearest known key is " + nearest, mend);
    }
    String place = String.join(" or ", elsewhere);
    return value.mistake(what, "that key in " + place, "Move it to " + place);
  }
}
