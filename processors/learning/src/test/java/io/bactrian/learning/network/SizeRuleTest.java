package io.bactrian.learning.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a patch that does not fit, and how to mend it. */
class SizeRuleTest {
  private static void assertTold(SizeRule rule, String expected, String mend) {
    assertThatThrownBy(() -> rule.check(2, 24, 20, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The patch size [24, 20, 1] does not suit the network")
        .hasMessageContaining("x and y (z is 1) " + expected)
        .hasMessageEndingWith(mend);
  }

  @Test
  void onlyADepthThatThereIsCanBeChanged() {
    assertTold(
        SizeRule.halved(3),
        "divisible by 8 (2^depth, with depth 3)",
        "Change patch_size to the next size that fits, or model, depth");
    assertTold(
        SizeRule.multiplesOf(List.of(8, 16), "the strides"),
        "divisible by 8, 16 (the strides)",
        "Change patch_size to the next size that fits");
    assertTold(
        SizeRule.atLeast(32, "halved five times"),
        "of at least 32 (halved five times)",
        "Enlarge patch_size");
    assertTold(
        SizeRule.exactly(List.of(24, 24), "the patch_size of sdnet"),
        "of exactly [24, 24] (the patch_size of sdnet)",
        "Change patch_size");
  }
}
