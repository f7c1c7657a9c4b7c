package io.bactrian.learning.data;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A subject of a cohort, read from its files: uncompressed ones are mapped, which costs nothing
 * until voxels are used. A file of several volumes gives as many channels.
 */
public final class CohortSubject implements SubjectSource {
  private final Subject subject;

  public CohortSubject(Subject subject) {
    this.subject = subject;
  }

  /** All subjects, in their order. */
  public static List<SubjectSource> of(List<Subject> subjects) {
    List<SubjectSource> sources = new ArrayList<>();
    subjects.forEach(subject -> sources.add(new CohortSubject(subject)));
    return sources;
  }

  @Override
  public String id() {
    return subject.id();
  }

  @Override
  public Images open() {
    List<Image> channels = new ArrayList<>();
    List<Integer> ofFiles = new ArrayList<>();
    for (String file : subject.images()) {
      List<Image> read = ImageReader.readChannels(Path.of(file));
      channels.addAll(read);
      ofFiles.add(read.size());
    }
    Image label = subject.label() == null ? null : ImageReader.read(Path.of(subject.label()));
    return new Images(channels, label, ofFiles);
  }
}
