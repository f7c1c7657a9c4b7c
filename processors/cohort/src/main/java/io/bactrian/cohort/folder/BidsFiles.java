package io.bactrian.cohort.folder;

import io.bactrian.cohort.CohortException;
import io.bactrian.safety.MissingFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images of one subject and session: those of the data set itself and those in {@code
 * derivatives/PIPELINE}.
 */
final class BidsFiles {
  private final String subject;

  /** Pipeline (empty for the data set itself) to its images. */
  private final Map<String, Map<Path, BidsName>> images = new LinkedHashMap<>();

  /**
   * @param root of the data set
   * @param place {@code sub-01} or {@code sub-01/ses-02}
   */
  BidsFiles(Path root, Path place) {
    subject = place.toString().replace('\\', '_').replace('/', '_');
    collect("", root.resolve(place));
    Path derivatives = root.resolve("derivatives");
    if (Files.isDirectory(derivatives)) {
      for (Path pipeline : Folders.folders(derivatives)) {
        collect(Folders.name(pipeline), pipeline.resolve(place));
      }
    }
  }

  String subject() {
    return subject;
  }

  private void collect(String pipeline, Path place) {
    if (!Files.isDirectory(place)) {
      return;
    }
    List<Path> files = new ArrayList<>(Folders.files(place));
    for (Path type : Folders.folders(place)) {
      if (!Folders.name(type).startsWith("ses-")) {
        files.addAll(Folders.files(type));
      }
    }
    for (Path file : files) {
      BidsName name = BidsName.ofImage(Folders.name(file));
      if (name != null && Folders.name(file).startsWith(subject + "_")) {
        images.computeIfAbsent(pipeline, ignored -> new LinkedHashMap<>()).put(file, name);
      }
    }
  }

  /** All suffixes, for messages: those of pipelines after the pipeline's name. */
  Set<String> suffixes() {
    Set<String> suffixes = new TreeSet<>();
    images.forEach(
        (pipeline, files) ->
            files
                .values()
                .forEach(
                    name ->
                        suffixes.add((pipeline.isEmpty() ? "" : pipeline + "/") + name.suffix())));
    return suffixes;
  }

  /** Whether some image fits. */
  boolean has(BidsQuery query, boolean derived) {
    return !fitting(query, derived).isEmpty();
  }

  /**
   * The image that fits. Of several the one that has no further entities.
   *
   * @param derived whether all pipelines are searched first where the query names none
   * @throws CohortException when there is none, or several
   * @throws MissingFileException when it is a link to a file that is not there
   */
  Path only(BidsQuery query, boolean derived) {
    Map<Path, BidsName> fitting = fitting(query, derived);
    if (fitting.isEmpty()) {
      throw new CohortException(
          "There is no image for " + query.role() + ": nothing fits " + query.text(),
          subject,
          "one image, as other subjects have; found: " + String.join(", ", suffixes()),
          "Bring the file there, or leave the subject out");
    }
    Map<Path, BidsName> best = plainest(fitting);
    Path image = best.keySet().iterator().next();
    if (best.size() > 1) {
      throw new CohortException(
          "Several images could be "
              + query.role()
              + ": "
              + String.join(", ", best.keySet().stream().map(Folders::name).sorted().toList()),
          subject,
          "one image that fits " + query.text(),
          "Add an entity or the pipeline, such as run-1_" + query.name().suffix());
    }
    if (!Files.isRegularFile(image)) {
      throw new MissingFileException(
          "The image " + Folders.name(image) + " is a link to a file that is not there",
          image.toString(),
          "the file itself",
          "Fetch it, for example with datalad get");
    }
    return image;
  }

  private static Map<Path, BidsName> plainest(Map<Path, BidsName> images) {
    int fewest =
        images.values().stream().mapToInt(name -> name.entities().size()).min().orElseThrow();
    Map<Path, BidsName> plainest = new LinkedHashMap<>(images);
    plainest.values().removeIf(name -> name.entities().size() > fewest);
    return plainest;
  }

  private Map<Path, BidsName> fitting(BidsQuery query, boolean derived) {
    Map<Path, BidsName> fitting = new LinkedHashMap<>();
    if (query.pipeline() != null) {
      add(fitting, query, query.pipeline());
      return fitting;
    }
    if (derived) {
      images.keySet().stream().filter(p -> !p.isEmpty()).forEach(p -> add(fitting, query, p));
    }
    if (fitting.isEmpty()) {
      add(fitting, query, "");
    }
    return fitting;
  }

  private void add(Map<Path, BidsName> fitting, BidsQuery query, String pipeline) {
    images
        .getOrDefault(pipeline, Map.of())
        .forEach(
            (file, name) -> {
              if (query.name().fits(name)) {
                fitting.put(file, name);
              }
            });
  }
}
