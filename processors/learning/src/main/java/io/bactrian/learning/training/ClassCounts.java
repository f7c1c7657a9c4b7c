package io.bactrian.learning.training;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.data.SubjectSource;
import io.bactrian.learning.data.SubjectVolume;
import java.util.List;

/** How many voxels each class has in the training labels. */
final class ClassCounts {
  private ClassCounts() {}

  static long[] of(List<SubjectSource> subjects, int channels, ModelSettings model) {
    List<Integer> labels = model.voxelLabels();
    long[] counts = new long[model.classes()];
    for (SubjectSource subject : subjects) {
      SubjectVolume volume = SubjectVolume.open(subject, channels, labels);
      for (int c = 0; c < counts.length; c++) {
        for (int label : model.voxelLabelsOfClasses().get(c)) {
          counts[c] += volume.classes().count(labels.indexOf(label));
        }
      }
    }
    return counts;
  }
}
