package io.bactrian.cohort.configuration;

/**
 * What a training computes on.
 *
 * @param accelerator {@code auto}: GPUs where the engine sees some, else the processor; {@code gpu}
 *     or {@code cpu} to insist
 * @param count how many devices share each batch; 0 for all GPUs, or one processor
 */
public record DeviceSettings(String accelerator, int count) {
  /** Whatever the machine has. */
  public static final DeviceSettings AUTO = new DeviceSettings("auto", 0);
}
