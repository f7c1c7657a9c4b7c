package io.bactrian.learning.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.DeviceSettings;
import org.junit.jupiter.api.Test;

class EngineDevicesTest {
  @Test
  void allGpusOrOneProcessorUnlessANumberIsGiven() {
    assertThat(EngineDevices.of(DeviceSettings.AUTO, 0)).containsExactly(Device.cpu());
    assertThat(EngineDevices.of(DeviceSettings.AUTO, 2))
        .containsExactly(Device.gpu(0), Device.gpu(1));
    assertThat(EngineDevices.of(new DeviceSettings("gpu", 1), 2)).containsExactly(Device.gpu(0));
    assertThat(EngineDevices.of(new DeviceSettings("cpu", 2), 0))
        .containsExactly(Device.cpu(), Device.cpu());
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> EngineDevices.of(new DeviceSettings("gpu", 4), 2))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("4 devices are asked for, 2 are there")
        .hasMessageContaining("Write auto to use them all");
    assertThatThrownBy(() -> EngineDevices.of(new DeviceSettings("cpu", 1), 2))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("hide the GPUs: set CUDA_VISIBLE_DEVICES to nothing");
  }
}
