package io.bactrian.learning.network;

import io.bactrian.cohort.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What the images between the layers are computed in; parameters and losses are float32 always. */
public enum Precision {
  FP32,
  /** Convolutions in bfloat16, channels last; normalization statistics in float32. */
  BF16;

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16_FEATURES = Set.of("avx512_bf16", "amx_bf16");

  /**
   * @param setting {@code fp32}, {@code bf16}, or {@code auto}: bf16 where the processor has
   *     instructions for it
   */
  public static Precision of(String setting) {
    return switch (setting) {
      case "fp32" -> FP32;
      case "bf16" -> BF16;
      case "auto" -> hasBfloat16() ? BF16 : FP32;
      default ->
          throw new ConfigurationException(
              "Unknown precision '" + setting + "'",
              "model, precision",
              "auto, bf16 or fp32",
              "Use auto, or fp32 to compare with runs elsewhere");
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
