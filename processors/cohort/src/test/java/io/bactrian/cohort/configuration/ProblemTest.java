package io.bactrian.cohort.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be told of images, from the configuration. */
class ProblemTest {
  @TempDir Path folder;

  private Configuration read(String model, String... rest) throws IOException {
    String text =
        "model: {architecture: unet, dimension: 2"
            + (model.isEmpty() ? "" : ", " + model)
            + "}\npatch_size: [32, 32]\n"
            + String.join("\n", rest);
    return Configuration.read(Files.writeString(folder.resolve("config.yaml"), text));
  }

  @Test
  void theProblemIsNamedOrToldByFinalLayerAndMetrics() throws IOException {
    assertThat(problem("class_list: [0, 1]")).isEqualTo(Problem.SEGMENTATION);
    assertThat(problem("class_list: [0, 1]", "problem_type: classification"))
        .isEqualTo(Problem.CLASSIFICATION);
    assertThat(problem("class_list: [0, 1], final_layer: classification_but_not_softmax"))
        .isEqualTo(Problem.CLASSIFICATION);
    assertThat(problem("class_list: [0, 1]", "metrics: [balanced_accuracy, precision]"))
        .isEqualTo(Problem.CLASSIFICATION);
    assertThat(problem("class_list: [0, 1]", "metrics: [dice, precision]"))
        .isEqualTo(Problem.SEGMENTATION);
    assertThat(problem("class_list: [0, 1]", "metrics: [dice, f1: {average: weighted}, iou]"))
        .isEqualTo(Problem.SEGMENTATION);
    assertThat(problem("final_layer: regression")).isEqualTo(Problem.REGRESSION);
    assertThat(problem("", "metrics: [mse]")).isEqualTo(Problem.REGRESSION);
  }

  @Test
  void aNetworkThatAnswersOnceAnImageWithoutFinalLayerIsARegression() throws IOException {
    String text =
        "model: {architecture: densenet121, class_list: [0, 255], final_layer: None}\n"
            + "patch_size: [64, 64]\nmetrics: [mse]\n";
    Configuration read = Configuration.read(Files.writeString(folder.resolve("old.yaml"), text));
    assertThat(read.model().problem()).isEqualTo(Problem.REGRESSION);
  }

  @Test
  void metricsOfASegmentationHaveGandlfsOtherNames() throws IOException {
    assertThat(
            read("class_list: [0, 1]", "metrics: [dice, f1: {average: weighted}, iou, recall]")
                .metrics())
        .containsExactly("dice", "jaccard", "sensitivity");
  }

  private Problem problem(String model, String... rest) throws IOException {
    return read(model, rest).model().problem();
  }

  @Test
  void eachProblemHasItsDefaultsAndIsWrittenAgain() throws IOException {
    Configuration number = read("", "problem_type: regression");
    assertThat(number.loss().type()).isEqualTo("mse");
    assertThat(number.model().classes()).isEqualTo(1);
    assertThat(number.training().monitor()).isEqualTo("mae");
    assertThat(number.training().monitorFalls()).isTrue();
    Configuration classes = read("class_list: [0, 1, 2]", "problem_type: classification");
    assertThat(classes.loss().type()).isEqualTo("cel");
    assertThat(classes.metrics()).containsExactly("accuracy", "balanced_accuracy", "f1", "auroc");
    assertThat(classes.training().monitorFalls()).isFalse();
    Path again = folder.resolve("again.yaml");
    for (Configuration one : new Configuration[] {number, classes}) {
      assertThat(Configuration.read(Files.writeString(again, one.toYaml()))).isEqualTo(one);
    }
  }

  /** As GaNDLF's sample of a regression has it. */
  @Test
  void aRegressionHasNoClassesToWeigh() throws IOException {
    Configuration regression = read("", "problem_type: regression\nweighted_loss: True");
    assertThat(regression.loss().weighted()).isFalse();
  }

  @Test
  void whatDoesNotBelongToTheProblemIsAMistake() {
    fails(
        "", "problem_type: regression\nloss_function: cel", "The loss cel is not for a regression");
    fails("class_list: [0, 1]", "problem_type: regression", "class_list", "has no classes");
    fails("final_layer: sigmoid", "problem_type: regression", "final_layer", "no probability");
    fails(
        "class_list: [0, 1]",
        "problem_type: classification\nloss_function: dc",
        "The loss dc",
        "cel, ce, focal, mse, l1");
    fails(
        "class_list: [0, 1]",
        "problem_type: classification\npatch_sampler: label",
        "patch_sampler",
        "biased_sampling");
    fails("class_list: [0, 1]", "problem_type: classification\nmetrics: [dice]", "metric dice");
    fails("class_list: [0, 1]", "problem_type: classification\nmonitor: mae", "monitor mae");
    fails("class_list: [0, 1]", "problem_type: synthesis", "problem_type synthesis", "not exist");
  }

  private void fails(String model, String rest, String... parts) {
    assertThatThrownBy(() -> read(model, rest))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }
}
