package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.workflow.TaskListener;
import io.bactrian.workflow.TaskReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The results of each step on a small input, with the version of the step: whoever changes the
 * former has to raise the latter, or stored results of the old program pass for those of the new.
 *
 * <p>Not here: training and inference, see {@link LearningVersionsTest}; N4 and adaptive
 * equalization, since Java leaves the last bit of exponentials and powers to the platform.
 */
class StepVersionsTest {
  private static final Geometry GRID =
      new Geometry(
          new int[] {9, 8, 7},
          new double[] {1, 1.5, 2},
          new double[] {5, -3, 7},
          new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1});

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "harmonize:canonical",
        "harmonize:resample?spacing=1,1,1",
        "harmonize:crop-zero-planes",
        "harmonize:resample?spacing=1,1,1&interpolation=bspline",
        "harmonize:resample?isotropic=true",
        "harmonize:resample-min?spacing=1,2,1",
        "harmonize:resize?size=6,9,7",
        "harmonize:crop?border=1,1,1",
        "harmonize:pad?border=2,1,2&paddingMode=reflect",
        "harmonize:pad-or-crop?size=8,10,6",
        "harmonize:centercrop?size=6,4,6",
        "augment:config?config=augment.yaml",
        "normalize:zscore?mask=nonzero",
        "normalize:clip?min=5&max=60",
        "normalize:threshold?min=5&max=60",
        "normalize:rescale?min=0&max=1&lowPercentile=1&highPercentile=99",
        "normalize:by-val?mean=20&std=5",
        "normalize:standardize",
        "normalize:div-by-255",
        "normalize:equalize",
        "normalize:clahe",
        "normalize:histogram-equalization",
        "normalize:histogram-matching?numMatchPoints=4",
        "normalize:nyul?percentiles=1,50,99",
        "command:copy?line=RAW(cp {Channel_0} copy.nii)&outputs=Channel_0=copy.nii",
        "fuse:vote?classes=0,1",
        "fuse:average?classes=0,1",
        "evaluate:segmentation?classes=0,1&metrics=dice,hd95"
      })
  void resultsChangeOnlyWithTheVersion(String step) throws Exception {
    String now = resultOf(step);
    String known = known().getProperty(name(step));
    assertThat(now)
        .as(
            "The results of %s are others than before, under the same version, or the version was"
                + " raised. To mend: raise VERSION in the producer of the step if results changed on"
                + " purpose, then write the line %s = %s into step-versions.properties",
            step, name(step), now)
        .isEqualTo(known);
  }

  /** A key that needs no escapes in a file of properties. */
  private static String name(String step) {
    return step.replaceAll("[:=\\s{}()]+", "_");
  }

  private static Properties known() throws IOException {
    Properties known = new Properties();
    try (InputStream in = StepVersionsTest.class.getResourceAsStream("/step-versions.properties")) {
      known.load(in);
    }
    return known;
  }

  /** Version and digest of all that the step has put into the store. */
  private String resultOf(String step) throws Exception {
    AtomicReference<TaskReport> report = new AtomicReference<>();
    Path work = folder.resolve("work");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("tasks", (TaskListener) report::set);
      camel.start();
      camel
          .createProducerTemplate()
          .requestBody(
              step.replace("augment.yaml", augmentation().toString())
                  + (step.contains("?") ? "&" : "?")
                  + "work="
                  + work,
              body(step));
    }
    String key = report.get().key();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files =
        Files.list(work.resolve(key.substring(0, 2) + "/" + key.substring(2)))) {
      files
          .filter(file -> !file.endsWith("task.json"))
          .sorted()
          .forEach(file -> sha.update(content(file)));
    }
    return report.get().version() + " " + HexFormat.of().formatHex(sha.digest(), 0, 8);
  }

  /** Without what depends on exponentials and powers. */
  private Path augmentation() throws IOException {
    return Files.writeString(
        folder.resolve("augment.yaml"),
        """
        model: {architecture: unet, class_list: [0, 1]}
        patch_size: [16, 16, 16]
        seed: 5
        data_augmentation:
          flip: {axis: [0, 1, 2], probability: 1}
          swap: {patch_size: 2, num_iterations: 4, probability: 1}
        """);
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object body(String step) {
    float[] voxels = new float[(int) GRID.voxels()];
    int[] labels = new int[voxels.length];
    int[] predicted = new int[voxels.length];
    for (int i = 0; i < voxels.length; i++) {
      boolean outside = i < 72 || i % 9 == 0;
      voxels[i] = outside ? 0 : i * 37 % 101;
      labels[i] = i > 200 && i < 300 ? 1 : 0;
      predicted[i] = i > 210 && i < 310 ? 1 : 0;
    }
    Path image = folder.resolve("image.nii");
    Path label = folder.resolve("label.nii");
    Path prediction = folder.resolve("prediction.nii");
    ImageWriter.write(image, Image.of(voxels, GRID));
    ImageWriter.write(label, new LabelMap(labels, GRID));
    ImageWriter.write(prediction, new LabelMap(predicted, GRID));
    Path probabilities = folder.resolve("probabilities.nii");
    ImageWriter.writeChannels(probabilities, List.of(share(predicted, 0), share(predicted, 1)));
    Subject subject =
        new Subject("s", Map.of("Channel_0", image.toString()), label.toString(), null, null, null);
    if (step.startsWith("normalize:nyul")) {
      return new Cohort(List.of(subject));
    }
    return step.startsWith("fuse") || step.startsWith("evaluate")
        ? new Prediction(
            subject,
            List.of("m"),
            step.contains("average") ? probabilities.toString() : null,
            prediction.toString())
        : subject;
  }

  /** Three quarters for the class that was predicted, a quarter for the other. */
  private static Image share(int[] predicted, int label) {
    float[] voxels = new float[predicted.length];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = predicted[i] == label ? 0.75f : 0.25f;
    }
    return Image.of(voxels, GRID);
  }
}
