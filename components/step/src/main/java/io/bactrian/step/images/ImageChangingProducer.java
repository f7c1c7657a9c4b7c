package io.bactrian.step.images;

import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageChecks;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Align;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.StepProducer;
import io.bactrian.workflow.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * A step that changes images of subjects: the results are uncompressed NIfTI in the task store,
 * which the next step maps into memory.
 *
 * <p>The first such step of a subject also checks the images as the user gave them: that all values
 * are finite and not all the same, that channels and label lie on one grid (unless the step begins
 * by aligning them), and that the label holds none but the classes of the configuration.
 */
public abstract class ImageChangingProducer extends StepProducer {
  private final ConfiguredEndpoint endpoint;

  protected ImageChangingProducer(ConfiguredEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** Raised whenever an operation of this step gives other results than before. */
  protected abstract int version();

  /**
   * The subject with changed images, as a task.
   *
   * @param operations in order; records, so that their text tells all their options
   */
  protected final Subject change(Message message, Subject subject, List<Operation> operations) {
    boolean first = subject.original() == null;
    if (operations.isEmpty() && !first) {
      return subject;
    }
    List<Integer> classes = first ? labels(endpoint.configuration()) : null;
    List<Path> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    subject.channels().forEach((name, image) -> add(inputs, names, name, image));
    if (subject.label() != null) {
      add(inputs, names, "Label", subject.label());
    }
    if (subject.mask() != null && operations.stream().anyMatch(Operation::needsMask)) {
      add(inputs, names, "Mask", subject.mask());
    }
    Map<String, String> options = new TreeMap<>();
    options.put("operations", operations.toString());
    options.put("channels", Integer.toString(subject.channels().size()));
    options.put("checked", first ? "classes " + classes : "no");
    Path folder =
        run(
            message,
            subject.id(),
            new Task(scheme(), version(), new TreeMap<>(options), inputs, names),
            into -> write(into, changed(subject, operations, first, classes)));
    return results(subject, folder);
  }

  /** Those that a label map may hold; null for any, as where the classes are those of images. */
  private static List<Integer> labels(Configuration configuration) {
    return configuration == null || configuration.model().problem().perImage()
        ? null
        : configuration.model().fileLabels();
  }

  /** An image may be several files, of which each counts: header and voxels, slices of a series. */
  private static void add(List<Path> inputs, List<String> names, String name, String image) {
    for (Path file : ImageReader.files(Path.of(image))) {
      inputs.add(file);
      names.add(name);
    }
  }

  private String scheme() {
    return endpoint.step().substring(0, endpoint.step().indexOf(':'));
  }

  private static Sample changed(
      Subject subject, List<Operation> operations, boolean first, List<Integer> classes) {
    Sample sample = read(subject, operations.stream().anyMatch(Operation::needsMask));
    if (first) {
      if (operations.isEmpty() || !(operations.get(0) instanceof Align)) {
        ImageChecks.sameGrid(sample, subject.id());
      }
      ImageChecks.values(sample, classes, subject.id(), colours(subject, sample));
    }
    for (Operation operation : operations) {
      sample = operation.apply(sample, subject.id());
    }
    return sample;
  }

  /** Three or four channels of one flat file are colours; of a volume they may be anything. */
  private static boolean colours(Subject subject, Sample sample) {
    int channels = sample.channels().size();
    return subject.images().size() == 1
        && (channels == 3 || channels == 4)
        && sample.geometry().size(2) == 1;
  }

  /**
   * The images of a subject, with its label where it has one.
   *
   * @param masked whether its mask file is read too, where it has one
   */
  public static Sample read(Subject subject, boolean masked) {
    List<Image> channels = new ArrayList<>();
    for (String image : subject.images()) {
      channels.addAll(ImageReader.readChannels(Path.of(image)));
    }
    LabelMap label = null;
    if (subject.label() != null) {
      label = LabelMap.of(ImageReader.read(Path.of(subject.label())), subject.label());
    }
    Sample sample = new Sample(channels, label);
    if (masked && subject.mask() != null) {
      Image mask = ImageReader.read(Path.of(subject.mask()));
      return sample.withMask(LabelMap.of(mask, subject.mask()));
    }
    return sample;
  }

  private static void write(Path folder, Sample sample) {
    for (int i = 0; i < sample.channels().size(); i++) {
      ImageWriter.write(channel(folder, i), sample.channels().get(i), PixelType.FLOAT32);
    }
    if (sample.label() != null) {
      ImageWriter.write(label(folder), sample.label());
    }
  }

  private static Subject results(Subject subject, Path folder) {
    Map<String, String> channels = new LinkedHashMap<>();
    List<String> names = List.copyOf(subject.channels().keySet());
    // Colours come and go; then there are more or fewer channels than names.
    for (int i = 0; Files.exists(channel(folder, i)); i++) {
      String name = i < names.size() ? names.get(i) : "Channel_" + i;
      channels.put(
          channels.containsKey(name) ? name + "_" + i : name, channel(folder, i).toString());
    }
    return subject.withFiles(channels, subject.label() == null ? null : label(folder).toString());
  }

  private static Path channel(Path folder, int index) {
    return folder.resolve("channel_" + index + ".nii");
  }

  private static Path label(Path folder) {
    return folder.resolve("label.nii");
  }
}
