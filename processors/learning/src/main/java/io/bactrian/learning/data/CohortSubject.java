package io.bactrian.learning.data;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subject of a cohort, read from its files: uncompressed ones are mapped, which costs nothing
 * until voxels are used. A file of several volumes gives as many channels.
 */
public final class CohortSubject implements SubjectSource {
  private final Subject subject;
  private final Map<Integer, Integer> classOfLabel;

  public CohortSubject(Subject subject) {
    this(subject, Map.of());
  }

  /**
   * @param classOfLabel the class that each label of the file belongs to; empty when they are the
   *     same
   */
  public CohortSubject(Subject subject, Map<Integer, Integer> classOfLabel) {
    this.subject = subject;
    this.classOfLabel = classOfLabel;
  }

  /** All subjects, in their order, with labels as in the files. */
  public static List<SubjectSource> of(List<Subject> subjects) {
    List<SubjectSource> sources = new ArrayList<>();
    subjects.forEach(subject -> sources.add(new CohortSubject(subject)));
    return sources;
  }

  /** All subjects, in their order, with labels as the classes of a model. */
  public static List<SubjectSource> of(List<Subject> subjects, ModelSettings model) {
    List<SubjectSource> sources = new ArrayList<>();
    subjects.forEach(subject -> sources.add(new CohortSubject(subject, model.classOfLabel())));
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
    return new Images(channels, subject.label() == null ? null : label(), ofFiles);
  }

  private Image label() {
    Image label = ImageReader.read(Path.of(subject.label()));
    String source = "subject " + subject.id();
    return classOfLabel.isEmpty()
        ? label
        : LabelMap.of(label, source).relabelled(classOfLabel, source).toImage();
  }
}
