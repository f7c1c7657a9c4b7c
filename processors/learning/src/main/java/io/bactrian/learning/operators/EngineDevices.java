package io.bactrian.learning.operators;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.DeviceSettings;
import java.util.ArrayList;
import java.util.List;

/** What the engine can compute on. */
public final class EngineDevices {
  private EngineDevices() {}

  /** How many GPUs the engine sees. */
  public static int gpus() {
    Engine engine = Engine.getEngine("PyTorch");
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  /**
   * Those that share a training, the engine's own first. The processor may be there several times:
   * each copy then gets a part of its threads.
   *
   * @throws ConfigurationException when the engine does not have what is asked for
   */
  public static List<Device> of(DeviceSettings settings) {
    return of(settings, gpus());
  }

  static List<Device> of(DeviceSettings settings, int gpus) {
    if (settings.accelerator().equals("gpu") && gpus == 0) {
      throw new ConfigurationException(
          "No GPU is there to train on",
          "configuration, key accelerator",
          "a GPU, and an engine with CUDA",
          "Write auto or cpu, or give the engine with CUDA by PYTORCH_LIBRARY_PATH and"
              + " PYTORCH_FLAVOR as docs/learning.md says");
    }
    if (settings.accelerator().equals("cpu") && gpus > 0) {
      throw new ConfigurationException(
          "The engine computes on a GPU while accelerator says cpu",
          "configuration, key accelerator",
          "auto or gpu where the engine sees a GPU",
          "Write auto, or hide the GPUs: set CUDA_VISIBLE_DEVICES to nothing");
    }
    if (gpus > 0 && settings.count() > gpus) {
      throw new ConfigurationException(
          settings.count() + " devices are asked for, " + gpus + " are there",
          "configuration, key devices",
          "at most " + gpus,
          "Write auto to use them all");
    }
    int count = settings.count() > 0 ? settings.count() : Math.max(1, gpus);
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(gpus > 0 ? Device.gpu(i) : Device.cpu());
    }
    return List.copyOf(devices);
  }
}
