package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.operators.EngineDevices;
import io.bactrian.learning.operators.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What the images between the layers, the parameters and the loss are computed in. */
public enum Precision {
  FP32(DataType.FLOAT32, 4),
  /**
   * Convolutions in bfloat16, channels last; normalization statistics, parameters and losses in
   * float32.
   */
  BF16(DataType.FLOAT32, 2),
  /**
   * As {@link #BF16} in float16, whose small range needs losses that are scaled up. Meant for GPUs:
   * processors compute it, but slowly.
   */
  FP16(DataType.FLOAT32, 2),
  /** All in float64. */
  FP64(DataType.FLOAT64, 8);

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16_FEATURES = Set.of("avx512_bf16", "amx_bf16");

  private final DataType parameters;
  private final int imageBytes;

  Precision(DataType parameters, int imageBytes) {
    this.parameters = parameters;
    this.imageBytes = imageBytes;
  }

  /**
   * @param setting {@code fp32}, {@code bf16}, {@code fp16}, {@code fp64}; {@code 16}: fp16 on a
   *     GPU and bf16 on processors, as GaNDLF has it; or {@code auto}: bf16 where the processor has
   *     instructions for it
   */
  public static Precision of(String setting) {
    return switch (setting) {
      case "fp32" -> FP32;
      case "bf16" -> BF16;
      case "fp16" -> FP16;
      case "fp64" -> FP64;
      case "16" -> EngineDevices.gpus() > 0 ? FP16 : BF16;
      case "auto" -> EngineDevices.gpus() > 0 || hasBfloat16() ? BF16 : FP32;
      default ->
          throw new ConfigurationException(
              "Unknown precision '" + setting + "'",
              "model, precision",
              "auto, bf16, fp16, 16, fp32 or fp64",
              "Use auto, or fp32 to compare with runs elsewhere");
    };
  }

  /** Of the parameters, their gradients and the states of optimizers. */
  public DataType parameters() {
    return parameters;
  }

  /** Of each value of an image between the layers. */
  public int imageBytes() {
    return imageBytes;
  }

  /** Whether gradients are so small in it that the loss has to be scaled up. */
  public boolean scalesLoss() {
    return this == FP16;
  }

  /** As messages and model cards name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the first layer takes.
   *
   * @param batch float32; stays open
   * @return another array, or {@code batch} itself when nothing has to change
   */
  NDArray enter(NDArray batch) {
    return switch (this) {
      case FP32 -> batch;
      case BF16 -> Operators.toBfloat16(batch);
      case FP16 -> Operators.toFloat16(batch);
      case FP64 -> Operators.toFloat64(batch);
    };
  }

  private static boolean hasBfloat16() {
    try {
      return hasBfloat16(Files.readString(PROCESSORS));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param description of the processors, as Linux gives it
   */
  static boolean hasBfloat16(String description) {
    return description
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Set.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
        .map(flags -> flags.stream().anyMatch(BFLOAT16_FEATURES::contains))
        .orElse(false);
  }
}
