package io.bactrian.component.evaluate;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.evaluation.Scores;
import io.bactrian.evaluation.picture.Overlay;
import io.bactrian.evaluation.report.LearningCurves;
import io.bactrian.evaluation.report.ReportData;
import io.bactrian.evaluation.report.Representatives;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gathers what a report tells of a run.
 *
 * @param configuration of the run, or null
 * @param assessments of the evaluated subjects
 * @param scores of the same, and in a replay of the subjects of the earlier run
 */
record RunReport(Configuration configuration, List<Assessment> assessments, Scores scores) {
  private static final String RANKED_BY = "dice";
  private static final String CURVES = "curves.csv";
  private static final int DEPTH_OF_FOLDS = 3;

  /**
   * @param model folder of a model or of several, or null
   * @param failed table of failed subjects, or null
   */
  ReportData data(String title, String model, String failed) {
    return data(title, model, failed, scores.subjects().size());
  }

  /** As the general form, of so many subjects. */
  ReportData data(String title, String model, String failed, int subjects) {
    List<ReportData.Failure> failures =
        failed == null ? List.of() : FailureTable.read(Path.of(failed));
    return new ReportData(
        title,
        subtitle(subjects),
        run(model, subjects),
        scores,
        model == null ? List.of() : curves(Path.of(model)),
        pictures(),
        failures,
        provenance());
  }

  private String subtitle(int count) {
    String subjects = count + (count == 1 ? " subject" : " subjects");
    return configuration == null
        ? "Evaluated on " + subjects
        : configuration.model().architecture() + ", evaluated on " + subjects;
  }

  private Map<String, String> run(String model, int subjects) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Subjects evaluated", Integer.toString(subjects));
    if (model != null) {
      facts.putAll(ModelFacts.of(Path.of(model)));
    }
    List<String> models =
        assessments.stream().flatMap(a -> a.prediction().models().stream()).distinct().toList();
    if (models.size() > 1) {
      facts.put("Models fused", Integer.toString(models.size()));
    }
    if (!scores.classList().isEmpty()) {
      facts.put("Classes", classes());
    }
    if (configuration != null) {
      facts.putAll(ConfigurationFacts.of(configuration));
    }
    return facts;
  }

  /** By the numbers of the scores; with the labels that they are made of, when it is several. */
  private String classes() {
    List<Integer> numbers = scores.classList();
    if (configuration == null || configuration.model().combined().size() != numbers.size()) {
      return numbers.toString();
    }
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < numbers.size(); c++) {
      List<Integer> labels = configuration.model().combined().get(c);
      String joined = labels.stream().map(String::valueOf).collect(Collectors.joining("||"));
      classes.add(numbers.get(c) + ": " + joined);
    }
    return String.join(", ", classes);
  }

  /** The labels that maps of targets and predictions hold. */
  private List<Integer> voxelLabels() {
    return areRegions() ? configuration.model().voxelLabels() : scores.classList();
  }

  private boolean areRegions() {
    return configuration != null && configuration.model().regions();
  }

  /** The subjects that show the range, drawn on their first image as the user gave it. */
  private List<ReportData.Picture> pictures() {
    List<ReportData.Picture> pictures = new ArrayList<>();
    if (!scores.metrics().contains(RANKED_BY)) {
      return pictures;
    }
    Representatives.of(scores, RANKED_BY)
        .forEach(
            (rank, id) ->
                assessments.stream()
                    .filter(assessment -> assessment.scores().subject().equals(id))
                    .findFirst()
                    .ifPresent(assessment -> pictures.add(picture(rank, assessment))));
    return pictures;
  }

  private Map<Integer, Integer> classOfLabel() {
    return configuration == null ? Map.of() : configuration.model().classOfLabel();
  }

  private ReportData.Picture picture(String rank, Assessment assessment) {
    Subject subject = assessment.prediction().subject().source();
    String caption =
        String.format(
            Locale.ROOT,
            "%s: %s, mean Dice %.3f%s",
            rank,
            subject.id(),
            assessment.scores().mean(RANKED_BY),
            areRegions() ? "; outlines are of labels, scores of the classes " + classes() : "");
    var target = EvaluateProducer.target(subject.label(), classOfLabel());
    var prediction = EvaluateProducer.labels(assessment.prediction().labelMap());
    // A table of label maps alone names no image: the outlines then stand on black.
    Image image =
        subject.images().isEmpty()
            ? Image.of(new float[target.labels().length], target.geometry())
            : ImageReader.readChannels(Path.of(subject.images().get(0))).get(0);
    Overlay overlay = new Overlay(image, target, prediction, voxelLabels(), "");
    return new ReportData.Picture(caption, overlay.png());
  }

  /** The curves of a model, of the folder it lies in, or of the models below the folder. */
  private static List<ReportData.Chart> curves(Path model) {
    Path folder = model.toAbsolutePath().normalize();
    if (!Files.exists(folder.resolve(CURVES)) && Files.exists(folder.resolveSibling(CURVES))) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path root = folder;
    try (Stream<Path> below = Files.walk(folder, DEPTH_OF_FOLDS)) {
      List<Path> tables = below.filter(path -> path.endsWith(CURVES)).sorted().toList();
      List<ReportData.Chart> charts = new ArrayList<>();
      for (Path table : tables) {
        String fold = tables.size() == 1 ? "" : ", " + root.relativize(table.getParent());
        LearningCurves.read(table)
            .forEach(c -> charts.add(new ReportData.Chart(c.title() + fold, c.curves())));
      }
      return charts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    String version = RunReport.class.getPackage().getImplementationVersion();
    Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    Instant now = Instant.now();
    facts.put("Bactrian", version == null ? "development" : version);
    facts.put("Java", System.getProperty("java.version"));
    facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("Started", start.truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("Written", now.truncatedTo(ChronoUnit.SECONDS).toString());
    Duration duration = Duration.between(start, now);
    facts.put("Duration", "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart()));
    return facts;
  }
}
