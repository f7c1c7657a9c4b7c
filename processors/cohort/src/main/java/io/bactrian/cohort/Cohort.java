package io.bactrian.cohort;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Subjects that are trained on, predicted or evaluated together.
 *
 * @param subjects in the order in which they were given
 */
public record Cohort(List<Subject> subjects) {
  public Cohort {
    subjects = List.copyOf(subjects);
  }

  /**
   * How many channels more than half of the subjects have; 0 when no number is that of so many, or
   * when images are still as they were given: then a file may hold several channels.
   */
  public int usualChannels() {
    if (subjects.stream().anyMatch(subject -> subject.original() == null)) {
      return 0;
    }
    Map<Integer, Long> counts =
        subjects.stream()
            .collect(
                Collectors.groupingBy(
                    subject -> subject.channels().size(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(count -> 2 * count.getValue() > subjects.size())
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }
}
