package io.bactrian.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.workflow.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code results.jsonl} in the folder of a run: the files with results that the run has written or
 * is writing, a line each, so that also the report of a run that was killed shows what there is.
 */
public final class ResultFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultFiles() {}

  private static Path file(RunFolder run) {
    return run.path().resolve("results.jsonl");
  }

  /** Adds a file; to be called by one thread at a time. */
  public static void add(RunFolder run, ResultFile result) {
    try {
      Files.writeString(
          file(run),
          JSON.writeValueAsString(result) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(run), e);
    }
  }

  /** The files in the order in which they were added. A line that a crash has cut off is none. */
  static List<ResultFile> of(RunFolder run) {
    if (!Files.exists(file(run))) {
      return List.of();
    }
    try {
      List<ResultFile> results = new ArrayList<>();
      for (String line : Files.readAllLines(file(run))) {
        result(line, results);
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file(run), e);
    }
  }

  private static void result(String line, List<ResultFile> results) {
    try {
      results.add(JSON.readValue(line, ResultFile.class));
    } catch (JsonProcessingException e) {
      // Cut off.
    }
  }
}
