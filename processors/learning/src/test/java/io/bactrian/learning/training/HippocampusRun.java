package io.bactrian.learning.training;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.folds.KFold;
import io.bactrian.evaluation.Regions;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.PadOrCrop;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.ZScore;
import io.bactrian.learning.data.CohortSubject;
import io.bactrian.learning.data.SubjectVolume;
import io.bactrian.learning.inference.Predictor;
import io.bactrian.learning.targets.VoxelTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains and tests one fold of the hippocampus data without the routes around it, to try recipes:
 * arguments are the configuration, the cohort's CSV, a folder to work in and, optionally, how many
 * subjects to take.
 */
final class HippocampusRun {
  private HippocampusRun() {}

  public static void main(String[] arguments) {
    Configuration configuration = Configuration.read(Path.of(arguments[0]));
    Cohort cohort = CohortReader.read(Path.of(arguments[1]));
    Path work = Path.of(arguments[2]);
    List<Subject> subjects = cohort.subjects();
    if (arguments.length > 3) {
      subjects = subjects.subList(0, Integer.parseInt(arguments[3]));
    }
    long start = System.nanoTime();
    Cohort processed = processed(subjects, work.resolve("images"));
    System.out.printf(Locale.ROOT, "processed in %.1f s%n", seconds(start));
    Fold fold =
        KFold.split(processed, configuration.nestedTraining(), configuration.training().seed())
            .get(0);
    TrainedModel model = TrainingRun.run(configuration, fold, work.resolve("model"), new Printer());
    System.out.printf(Locale.ROOT, "trained in %.1f s: %s%n", seconds(start), model.scores());
    test(model, fold, configuration);
    System.out.printf(Locale.ROOT, "all in %.1f s%n", seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Z-score of the non-zero voxels, padded to 48 x 64 x 48. */
  static Cohort processed(List<Subject> subjects, Path folder) {
    List<Subject> processed = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      Map<String, String> channels = new LinkedHashMap<>();
      Path image = folder.resolve(i + "_image.nii");
      Path label = folder.resolve(i + "_label.nii");
      channels.put("Channel_0", image.toString());
      if (!Files.exists(label)) {
        Sample sample =
            new Sample(
                List.of(ImageReader.read(Path.of(subject.images().get(0)))),
                LabelMap.of(ImageReader.read(Path.of(subject.label())), subject.id()));
        sample = new ZScore(Mask.NONZERO).apply(sample, subject.id());
        sample = new PadOrCrop(48, 64, 48).apply(sample, subject.id());
        ImageWriter.write(image, sample.channels().get(0));
        ImageWriter.write(label, sample.label());
      }
      processed.add(subject.withFiles(channels, label.toString()));
    }
    return new Cohort(processed);
  }

  private static void test(TrainedModel model, Fold fold, Configuration configuration) {
    Regions regions = VoxelTargets.regions(configuration.model());
    DiceScores scores = new DiceScores(regions);
    try (Predictor predictor = Predictor.open(Path.of(model.folder()))) {
      for (Subject subject : fold.testingSubjects()) {
        SubjectVolume volume =
            SubjectVolume.open(new CohortSubject(subject), 1, configuration.model().classList());
        List<Image> probabilities = predictor.probabilities(volume.images());
        float[][] values = new float[probabilities.size()][];
        for (int c = 0; c < values.length; c++) {
          values[c] = probabilities.get(c).toFloats();
        }
        scores.add(regions.mostProbable(values), volume.classes().classes());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d test subjects: Dice %s, mean %.4f%n",
        fold.testingIds().size(),
        scores.means(),
        DiceScores.score(scores.means(), configuration.model()));
  }

  private static final class Printer implements TrainingListener {
    @Override
    public void started(int epochsDone, int epochs, int batches, String precision) {
      System.out.printf(
          "%d of %d epochs of %d batches, %s%n", epochsDone, epochs, batches, precision);
    }

    @Override
    public void epochFinished(EpochResult result) {
      System.out.printf(
          Locale.ROOT,
          "epoch %d: rate %.2e, loss %.4f / %.4f, Dice %s, %.1f + %.1f s, waited %.2f s%n",
          result.epoch(),
          result.learningRate(),
          result.trainingLoss(),
          result.validationLoss(),
          result.dice(),
          result.trainingSeconds(),
          result.validationSeconds(),
          result.waitedSeconds());
    }
  }
}
