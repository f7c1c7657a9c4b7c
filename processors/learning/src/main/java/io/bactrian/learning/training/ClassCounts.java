package io.bactrian.learning.training;

import io.bactrian.learning.data.SubjectSource;
import io.bactrian.learning.data.SubjectVolume;
import java.util.List;

/** How many voxels each class has in the training labels. */
final class ClassCounts {
  private ClassCounts() {}

  static long[] of(List<SubjectSource> subjects, int channels, List<Integer> classList) {
    long[] counts = new long[classList.size()];
    for (SubjectSource subject : subjects) {
      SubjectVolume volume = SubjectVolume.open(subject, channels, classList);
      for (int c = 0; c < counts.length; c++) {
        counts[c] += volume.classes().count(c);
      }
    }
    return counts;
  }
}
