package io.bactrian.learning.data;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.sampling.GridSampler;
import io.bactrian.learning.sampling.LabelSampler;
import io.bactrian.learning.sampling.PatchSampler;
import io.bactrian.learning.sampling.UniformSampler;
import java.util.List;
import java.util.stream.IntStream;

/** The patch loader that a configuration describes. */
public final class TrainingPatches {
  private TrainingPatches() {}

  /**
   * Prepares a loader of augmented patches for training.
   *
   * @param subjects whom to train on
   * @param channels images of each subject
   * @return to be changed further or built
   * @throws ConfigurationException for a sampler, padding or augmentation that cannot be used
   */
  public static PatchLoader.Builder of(
      Configuration configuration, List<SubjectSource> subjects, int channels) {
    int[] patchSize = configuration.training().patchSize();
    SamplerSettings sampler = configuration.sampler();
    PatchLoader.Builder builder =
        PatchLoader.builder(subjects, channels, labels(configuration), patchSize)
            .batchSize(configuration.training().batchSize())
            .samplesPerVolume(sampler.samplesPerVolume())
            .queueLength(sampler.queueLength())
            .sampler(sampler(sampler, configuration.model()))
            .padding(padding(sampler))
            .augmentations(
                Augmentations.of(
                    configuration.augmentation(), configuration.preprocessing(), patchSize))
            .seed(configuration.training().seed());
    int workers = configuration.training().workers();
    return workers > 0 ? builder.threads(workers) : builder;
  }

  private static List<Integer> labels(Configuration configuration) {
    return configuration.model().problem().perImage() ? null : configuration.model().voxelLabels();
  }

  /**
   * As {@link #of(Configuration, List, int)} for a network that answers once an image.
   *
   * @param classes how many training subjects each class has; empty for numbers
   * @param encoded what the network is to answer for each subject
   */
  public static PatchLoader.Builder of(
      Configuration configuration,
      List<SubjectSource> subjects,
      int channels,
      long[] classes,
      float[] encoded) {
    PatchLoader.Builder builder = of(configuration, subjects, channels).targets(encoded);
    if (classes.length == 0 || !configuration.sampler().biased()) {
      return builder;
    }
    List<Double> shares = configuration.sampler().classWeights();
    double[] weights = new double[encoded.length];
    for (int i = 0; i < weights.length; i++) {
      int ofClass = (int) encoded[i];
      weights[i] = (shares.isEmpty() ? 1 : shares.get(ofClass)) / classes[ofClass];
    }
    return builder.drawn(weights);
  }

  private static PatchSampler sampler(SamplerSettings settings, ModelSettings model) {
    return switch (settings.type()) {
      case "uniform" -> new UniformSampler();
      case "grid" -> new GridSampler();
      case "label" -> padded(labelSampler(settings, model), settings);
      case "weighted" -> padded(byLabelValue(model.voxelLabels()), settings);
      default ->
          throw new ConfigurationException(
              "There is no patch sampler " + settings.type(),
              "patch_sampler, type",
              "uniform, label, weighted or grid",
              "choose one of these");
    };
  }

  private static PatchSampler padded(LabelSampler sampler, SamplerSettings settings) {
    return settings.padding() ? sampler.acrossBorders() : sampler;
  }

  /** Any voxel that is not background, or, when biased, first a class by its weight. */
  private static LabelSampler labelSampler(SamplerSettings settings, ModelSettings model) {
    if (!settings.biased()) {
      return LabelSampler.foreground();
    }
    return settings.classWeights().isEmpty()
        ? LabelSampler.balanced()
        : LabelSampler.weighted(labelWeights(settings.classWeights(), model));
  }

  /** A label counts what all classes count that it is in. */
  private static double[] labelWeights(List<Double> classWeights, ModelSettings model) {
    List<List<Integer>> classes = model.voxelLabelsOfClasses();
    return model.voxelLabels().stream()
        .mapToDouble(
            label ->
                IntStream.range(0, classes.size())
                    .filter(c -> classes.get(c).contains(label))
                    .mapToDouble(classWeights::get)
                    .sum())
        .toArray();
  }

  /** GaNDLF's probability map: the label map, so that a voxel of label 2 counts twice label 1. */
  private static LabelSampler byLabelValue(List<Integer> classList) {
    return LabelSampler.byProbability(
        classList.stream().mapToDouble(label -> Math.max(0, label)).toArray());
  }

  private static Padding padding(SamplerSettings settings) {
    if (!settings.padding()) {
      return Padding.NONE;
    }
    try {
      return Padding.of(settings.paddingMode());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "There is no padding mode " + settings.paddingMode(),
          "patch_sampler, padding_mode",
          "constant, edge, symmetric, reflect or wrap",
          "choose one of these",
          e);
    }
  }
}
