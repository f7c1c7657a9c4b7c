package io.bactrian.component.normalize;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.NyulLandmarks;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.step.images.ImageChangingProducer;
import io.bactrian.workflow.Task;
import io.bactrian.workflow.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * Measures percentiles of subjects and learns landmarks from them, as tasks: each subject is
 * measured once, for all folds.
 */
final class NyulPercentiles {
  private static final int VERSION = 1;
  private static final String MEASURED = "percentiles.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<List<Double>>> CHANNELS = new TypeReference<>() {};

  /** Runs a task of a step. */
  interface Runner {
    Path run(Message message, String subject, Task task, TaskStore.Work work);
  }

  private final Runner runner;

  NyulPercentiles(Runner runner) {
    this.runner = runner;
  }

  /** The file with the percentiles of a subject. */
  Path measure(Message message, Subject subject, NyulSettings settings) {
    boolean masked = settings.mask() == Mask.FILE;
    List<Path> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    subject.channels().forEach((name, image) -> add(inputs, names, name, image));
    if (settings.mask() == Mask.LABEL && subject.label() != null) {
      add(inputs, names, "Label", subject.label());
    }
    if (masked && subject.mask() != null) {
      add(inputs, names, "Mask", subject.mask());
    }
    Map<String, String> options = new TreeMap<>();
    options.put("percentiles", settings.percentiles().toString());
    options.put("mask", settings.mask().name());
    options.put("channels", Integer.toString(subject.channels().size()));
    Task task = new Task("nyul-percentiles", VERSION, new TreeMap<>(options), inputs, names);
    return runner
        .run(
            message,
            subject.id(),
            task,
            into -> {
              Sample sample = ImageChangingProducer.read(subject, masked);
              List<List<Double>> measured = NyulLandmarks.measure(sample, settings, subject.id());
              JSON.writeValue(into.resolve(MEASURED).toFile(), measured);
            })
        .resolve(MEASURED);
  }

  private static void add(List<Path> inputs, List<String> names, String name, String image) {
    for (Path file : ImageReader.files(Path.of(image))) {
      inputs.add(file);
      names.add(name);
    }
  }

  /** The file with the landmarks of subjects, and of nobody else. */
  Path learn(Message message, String name, List<Subject> subjects, NyulSettings settings) {
    List<Path> measured =
        subjects.parallelStream().map(subject -> measure(message, subject, settings)).toList();
    Task task =
        new Task(
            "nyul-landmarks",
            VERSION,
            new TreeMap<>(Map.of("settings", settings.toString())),
            measured);
    return runner
        .run(
            message,
            name,
            task,
            into ->
                LandmarksFile.write(
                    into.resolve(LandmarksFile.NAME),
                    NyulLandmarks.learn(
                        measured.stream().map(NyulPercentiles::read).toList(), settings)))
        .resolve(LandmarksFile.NAME);
  }

  private static List<List<Double>> read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), CHANNELS);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
