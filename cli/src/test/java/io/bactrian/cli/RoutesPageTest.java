package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the page about routes: those of YAML are valid, those of Java compile. */
class RoutesPageTest {
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  @TempDir Path folder;

  private static List<String> snippets(String language) throws IOException {
    String page = Files.readString(Path.of("../docs/routes.md"));
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private void isValid(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Run run = Run.of("validate", file.toString());
    assertThat(run.errors()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void everySnippetIsValid() throws IOException {
    assertThat(snippets("yaml")).hasSize(2);
    for (String yaml : snippets("yaml")) {
      isValid("snippet.camel.yaml", yaml);
    }
    assertThat(snippets("java")).hasSize(1);
    for (String java : snippets("java")) {
      isValid(CLASS.matcher(java).results().findFirst().orElseThrow().group(1) + ".java", java);
    }
  }
}
