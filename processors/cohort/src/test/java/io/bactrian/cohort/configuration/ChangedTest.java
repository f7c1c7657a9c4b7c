package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedTest {
  @Test
  void changesWhatIsNamedAndKeepsTheRest() {
    ModelSettings model = ModelSettings.of(3, "unet", List.of(0, 1));
    assertThat(model.withDepth(2).withDepth(4)).isEqualTo(model);
    assertThat(Changed.of(model, "depth", 2, "channels", 3))
        .isEqualTo(model.withChannels(3).withDepth(2))
        .isNotEqualTo(model.withDepth(2));
    assertThat(TrainingSettings.of(8, 8, 1).withEpochs(7).patience()).isEqualTo(7);
    assertThat(model.withProblem(Problem.REGRESSION).classList()).isEmpty();
  }

  @Test
  void namesComponentsThatThereAre() {
    assertThatThrownBy(() -> Changed.of(NestedTraining.of(5, 5), "folds", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("No folds among [");
  }
}
