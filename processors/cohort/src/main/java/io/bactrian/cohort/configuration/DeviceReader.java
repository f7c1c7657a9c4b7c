package io.bactrian.cohort.configuration;

import java.util.Set;

/** Reads {@code accelerator} and {@code devices}. */
final class DeviceReader {
  static final Choice ACCELERATOR = Choice.of("accelerator", "auto cpu gpu=cuda", "");
  private static final Set<String> ALL = Set.of("auto", "-1");

  private DeviceReader() {}

  static DeviceSettings read(YamlSection whole) {
    String accelerator =
        whole.has("accelerator") ? ACCELERATOR.of(whole.get("accelerator")) : "auto";
    if (!whole.has("devices") || ALL.contains(whole.get("devices").lower())) {
      return new DeviceSettings(accelerator, 0);
    }
    if (!whole.get("devices").isScalar()) {
      throw whole
          .get("devices")
          .mistake(
              "devices is how many share a batch, not which",
              "a whole number of at least 1, or auto",
              "Write their number, and choose them by CUDA_VISIBLE_DEVICES");
    }
    return new DeviceSettings(accelerator, whole.integer("devices", 1, 1));
  }
}
