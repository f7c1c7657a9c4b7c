package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What network to build: the {@code model} section.
 *
 * @param dimension 2 or 3
 * @param architecture its name, such as {@code resunet}
 * @param baseFilters output channels of the first convolution; doubled with each level
 * @param depth how many times the encoder halves the image; a patch must be divisible by 2^depth
 * @param norm normalization between the convolutions
 * @param classList label values in the order of the network's output channels, background included
 * @param channels input channels; 0 when they are to be taken from the data
 * @param finalLayer {@code softmax}, {@code sigmoid} or {@code none} (logits)
 * @param precision {@code auto}, {@code bf16}, {@code fp16}, {@code 16} (fp16 on a GPU, bf16 on
 *     processors), {@code fp32} or {@code fp64}
 * @param sigmoidInputMultiplier factor on the logits before a sigmoid; 1 leaves them
 * @param ignoredClass label value that validation scores leave out, or null
 * @param saveEveryEpoch whether the model of each epoch is kept, besides the best and latest
 * @param dropout how often a whole channel is dropped between the two convolutions of a block in
 *     training; 0 for never
 * @param options the keys that belong to this architecture alone
 * @param problem what the network answers
 * @param combined for each class the label values of the files that make it up, when {@code
 *     class_list} combines labels, such as {@code 1||4}; {@code classList} then numbers the
 *     classes. Empty when every class is one label
 */
public record ModelSettings(
    int dimension,
    String architecture,
    int baseFilters,
    int depth,
    Norm norm,
    List<Integer> classList,
    int channels,
    String finalLayer,
    String precision,
    double sigmoidInputMultiplier,
    Integer ignoredClass,
    boolean saveEveryEpoch,
    double dropout,
    Parameters options,
    Problem problem,
    List<List<Integer>> combined) {
  public ModelSettings {
    classList = List.copyOf(classList);
    combined = combined.stream().map(List::copyOf).toList();
  }

  /**
   * Of a segmentation: GaNDLF's defaults (32 filters, batch norm, softmax), with depth 4 and
   * channels from data.
   */
  public static ModelSettings of(int dimension, String architecture, List<Integer> classList) {
    return new ModelSettings(
        dimension,
        architecture,
        32,
        4,
        Norm.BATCH,
        classList,
        0,
        "softmax",
        "auto",
        1,
        null,
        false,
        0,
        Parameters.NONE,
        Problem.SEGMENTATION,
        List.of());
  }

  /** How many classes the network tells apart: its output channels. A regression has one. */
  public int classes() {
    return problem == Problem.REGRESSION ? 1 : classList.size();
  }

  /** The same for another problem; a regression has no classes and no final layer. */
  public ModelSettings withProblem(Problem newProblem) {
    return newProblem == Problem.REGRESSION
        ? Changed.of(this, "problem", newProblem, "classList", List.of(), "finalLayer", "none")
        : Changed.of(this, "problem", newProblem);
  }

  /**
   * Whether classes are regions: a voxel may be of several of them, or of none. So it is when they
   * share labels, as BraTS's whole tumour and tumour core do ({@code ['1||2||4', '1||4', '4']}), or
   * when none of them is the background and each has a probability of its own ({@code sigmoid}).
   * Label maps then hold the labels of the files; otherwise those of {@code classList}.
   */
  public boolean regions() {
    if (problem != Problem.SEGMENTATION) {
      return false;
    }
    long named = combined.stream().mapToLong(List::size).sum();
    boolean shared = named > combined.stream().flatMap(List::stream).distinct().count();
    return shared || (finalLayer.equals("sigmoid") && !hasBackground());
  }

  /** Whether one of the classes is what belongs to no structure, label 0. */
  public boolean hasBackground() {
    return classList.contains(0);
  }

  /** The label values that files may have. */
  public List<Integer> fileLabels() {
    if (!regions()) {
      return combined.isEmpty() ? classList : distinct(combined.stream().flatMap(List::stream));
    }
    return distinct(
        Stream.concat(Stream.of(0), voxelLabelsOfClasses().stream().flatMap(List::stream)));
  }

  private static List<Integer> distinct(Stream<Integer> labels) {
    return labels.distinct().sorted().toList();
  }

  /** The label values that label maps hold in training and as results. */
  public List<Integer> voxelLabels() {
    return regions() ? fileLabels() : classList;
  }

  /** For each class, those of {@link #voxelLabels} that are of it. */
  public List<List<Integer>> voxelLabelsOfClasses() {
    return regions() && !combined.isEmpty() ? combined : classList.stream().map(List::of).toList();
  }

  /** From label values of files to those of label maps; empty when they are the same. */
  public Map<Integer, Integer> classOfLabel() {
    Map<Integer, Integer> classes = new LinkedHashMap<>();
    for (int i = 0; i < combined.size() && !regions(); i++) {
      for (int label : combined.get(i)) {
        classes.put(label, classList.get(i));
      }
    }
    return classes;
  }

  static List<Integer> numbers(List<List<Integer>> combined) {
    int first = combined.stream().anyMatch(ofClass -> ofClass.contains(0)) ? 0 : 1;
    return IntStream.range(first, first + combined.size()).boxed().toList();
  }

  /** With classes of several labels each, numbered from 0 or, when none is background, from 1. */
  public ModelSettings withCombined(List<List<Integer>> labels) {
    return Changed.of(this, "combined", labels, "classList", numbers(labels));
  }

  public ModelSettings withArchitecture(String newArchitecture) {
    return Changed.of(this, "architecture", newArchitecture);
  }

  public ModelSettings withBaseFilters(int filters) {
    return Changed.of(this, "baseFilters", filters);
  }

  public ModelSettings withDepth(int newDepth) {
    return Changed.of(this, "depth", newDepth);
  }

  public ModelSettings withNorm(Norm newNorm) {
    return Changed.of(this, "norm", newNorm);
  }

  public ModelSettings withChannels(int newChannels) {
    return Changed.of(this, "channels", newChannels);
  }

  public ModelSettings withFinalLayer(String layer) {
    return Changed.of(this, "finalLayer", layer);
  }

  public ModelSettings withPrecision(String newPrecision) {
    return Changed.of(this, "precision", newPrecision);
  }

  public ModelSettings withDropout(double probability) {
    return Changed.of(this, "dropout", probability);
  }

  public ModelSettings withOptions(Parameters newOptions) {
    return Changed.of(this, "options", newOptions);
  }
}
