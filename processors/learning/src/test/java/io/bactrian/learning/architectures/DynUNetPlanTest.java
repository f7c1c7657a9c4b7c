package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.Normalization.Statistics;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynUNetPlanTest {
  private static DynUNetPlan plan(List<Integer> patch, Parameters options) {
    ModelSettings settings =
        ModelSettings.of(patch.size(), "dynunet", List.of(0, 1)).withOptions(options);
    return DynUNetPlan.of(new Blueprint(settings, 1, Statistics.BATCH, patch, false));
  }

  /** As GaNDLF's get_kernels_strides gives for [64, 32, 8] and voxels of 1. */
  @Test
  void kernelsAndStridesFollowFromThePatch() {
    DynUNetPlan plan = plan(List.of(64, 32, 8), Parameters.NONE);
    assertThat(plan.strides())
        .containsExactly(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 1), List.of(2, 2, 1));
    assertThat(plan.kernels())
        .containsExactly(List.of(3, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3));
    assertThat(plan.multiples()).containsExactly(8, 8, 2);
  }

  @Test
  void patchesThatCannotBeHalvedOrAreTooSmallAreMistakes() {
    assertThatThrownBy(() -> plan(List.of(64, 18), Parameters.NONE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The patch size [64, 18] cannot be halved as often")
        .hasMessageContaining("Take a multiple of 16 along axis 2");
    assertThatThrownBy(() -> plan(List.of(8, 8), Parameters.NONE))
        .hasMessageContaining("The patch size [8, 8] is too small for dynunet");
  }

  @Test
  void kernelsAndStridesThatNoNetworkHasAreMistakes() {
    Parameters even =
        Parameters.of(
            "kernel_size",
            List.of(List.of(3), List.of(2), List.of(3)),
            "strides",
            List.of(List.of(1), List.of(2), List.of(2)));
    assertThatThrownBy(() -> plan(List.of(32, 32), even))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("A kernel of [[3, 3], [2, 2], [3, 3]] do not make a dynunet")
        .hasMessageContaining("as many kernels as strides, at least 3");
    Parameters axes =
        Parameters.of(
            "kernel_size",
            List.of(List.of(3), List.of(3, 3, 3), List.of(3)),
            "strides",
            List.of(List.of(1), List.of(2), List.of(2)));
    assertThatThrownBy(() -> plan(List.of(32, 32), axes))
        .hasMessageContaining("A level has [3, 3, 3] for 2 axes");
  }
}
