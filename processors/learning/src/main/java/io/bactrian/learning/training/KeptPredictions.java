package io.bactrian.learning.training;

import io.bactrian.evaluation.Regions;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the best epoch says of the validation subjects, on the grid of their processed images: for
 * each {@code 0001_labels.nii.gz} and {@code 0001_probabilities.nii.gz}, one volume a class. {@code
 * subjects.csv} names the subjects. Those of an epoch that is not the best are dropped.
 */
final class KeptPredictions {
  /** Below the folder of the training. */
  static final String FOLDER = "output_validation";

  private final Path folder;
  private final Path partial;
  private final Regions regions;
  private final StringBuilder subjects = new StringBuilder();
  private int count;

  KeptPredictions(Path training, Regions regions) {
    this.folder = training.resolve(FOLDER);
    this.partial = training.resolve(".partial-" + FOLDER);
    this.regions = regions;
  }

  /** Forgets what an epoch left behind that did not come to its end. */
  void begin() {
    try {
      FileTrees.delete(partial);
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + partial, e);
    }
    count = 0;
    subjects.setLength(0);
    subjects.append("SubjectID,Labels,Probabilities\n");
  }

  /**
   * @param probabilities for each class those of all voxels, x fastest
   */
  void add(String subject, float[][] probabilities, Geometry geometry) {
    String number = String.format("%04d", ++count);
    String labels = number + "_labels.nii.gz";
    String volumes = number + "_probabilities.nii.gz";
    List<Image> images = new ArrayList<>();
    for (float[] ofClass : probabilities) {
      images.add(Image.of(ofClass, geometry));
    }
    ImageWriter.writeChannels(partial.resolve(volumes), images);
    LabelMap map = new LabelMap(regions.mostProbableLabels(probabilities), geometry);
    ImageWriter.write(partial.resolve(labels), map);
    String quoted = '"' + subject.replace("\"", "\"\"") + '"';
    subjects.append(quoted).append(',').append(labels).append(',').append(volumes).append('\n');
  }

  /** Puts them in the place of those of the best epoch before, or drops them. */
  void end(boolean best) {
    try {
      if (best) {
        AtomicFiles.writeText(partial.resolve("subjects.csv"), subjects.toString());
        FileTrees.replace(partial, folder);
      } else {
        FileTrees.delete(partial);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    }
  }
}
