package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors read to complete the options of a step. */
class CatalogTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest",
        "harmonize",
        "normalize",
        "split",
        "train",
        "infer",
        "fuse",
        "evaluate",
        "augment",
        "failed",
        "command",
        "export"
      })
  void everyStepDescribesAllItsOptions(String scheme) throws IOException {
    String file = "/META-INF/io/bactrian/component/" + scheme + "/" + scheme + ".json";
    try (InputStream in = getClass().getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      JsonNode catalog = new ObjectMapper().readTree(in);
      assertThat(catalog.at("/component/scheme").asText()).isEqualTo(scheme);
      assertThat(catalog.at("/component/description").asText()).isNotBlank();
      assertThat(catalog.at("/properties/operation/required").asBoolean()).isTrue();
      assertThat(catalog.at("/properties").properties())
          .hasSizeGreaterThan(3)
          .allSatisfy(
              option ->
                  assertThat(option.getValue().at("/description").asText())
                      .as(option.getKey())
                      .hasSizeGreaterThan(15));
    }
  }
}
