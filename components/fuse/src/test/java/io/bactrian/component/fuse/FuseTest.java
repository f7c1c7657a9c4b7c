package io.bactrian.component.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuseTest {
  private static final Geometry ORIGINAL = Geometry.ofSize(4, 1, 1);

  /** What the models worked on: the two voxels in the middle. */
  private static final Geometry CROPPED = ORIGINAL.box(new int[] {1, 0, 0}, new int[] {2, 1, 1});

  @TempDir Path folder;
  private CamelContext camel;
  private ProducerTemplate template;

  @BeforeEach
  void start() {
    camel = new DefaultCamelContext();
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Subject subject(String id) {
    Path image = folder.resolve("image.nii");
    ImageWriter.write(image, Image.of(new float[] {1, 2, 3, 4}, ORIGINAL));
    Subject given =
        new Subject(id, Map.of("Channel_0", image.toString()), null, null, Map.of(), null);
    return given.withFiles(Map.of("Channel_0", folder.resolve("cropped.nii").toString()), null);
  }

  private Prediction prediction(Subject subject, String model, float first, float second) {
    Path file = folder.resolve(model + ".nii");
    ImageWriter.writeChannels(
        file,
        List.of(
            Image.of(new float[] {1 - first, 1 - second}, CROPPED),
            Image.of(new float[] {first, second}, CROPPED)));
    return new Prediction(subject, List.of(model), file.toString(), null);
  }

  private List<Prediction> three(Subject subject) {
    return List.of(
        prediction(subject, "a", 0.375f, 0.25f),
        prediction(subject, "b", 0.375f, 0.75f),
        prediction(subject, "c", 1, 0.75f));
  }

  private static int[] labels(Prediction fused) {
    Path file = Path.of(fused.labelMap());
    LabelMap map = LabelMap.of(ImageReader.read(file), "fused");
    assertThat(map.geometry()).isEqualTo(ORIGINAL);
    return map.labels();
  }

  @Test
  void averagesOntoTheOriginalGrid() {
    String uri =
        "fuse:average?classes=0,5&output="
            + folder.resolve("out")
            + "&work="
            + folder.resolve("work");
    Prediction fused = template.requestBody(uri, three(subject("s1")), Prediction.class);
    // Means 0.583 and 0.583 of class 5.
    assertThat(labels(fused)).containsExactly(0, 5, 5, 0);
    assertThat(fused.labelMap()).isEqualTo(folder.resolve("out/s1.nii.gz").toString());
    assertThat(fused.models()).containsExactly("a", "b", "c");
    assertThat(fused.probabilities()).isNull();
    assertThat(fused.subject().id()).isEqualTo("s1");
  }

  @Test
  void votesOntoTheOriginalGridAndKeepsTheResultInTheStore() {
    String uri = "fuse:vote?classes=0,5&work=" + folder.resolve("work");
    List<Prediction> predictions = three(subject("s1"));
    Prediction fused = template.requestBody(uri, predictions, Prediction.class);
    // Two of three see background in the first voxel of the crop.
    assertThat(labels(fused)).containsExactly(0, 0, 5, 0);
    assertThat(fused.labelMap()).startsWith(folder.resolve("work").toString()).doesNotContain("s1");
    assertThat(template.requestBody(uri, predictions, Prediction.class)).isEqualTo(fused);
  }

  @Test
  void theOriginalMayBeAHeaderWithItsDataApart() throws IOException {
    Path header = folder.resolve("image.mhd");
    Files.writeString(
        header,
        """
        ObjectType = Image
        NDims = 3
        BinaryData = True
        DimSize = 4 1 1
        ElementType = MET_UCHAR
        ElementDataFile = image.raw
        """);
    Files.write(folder.resolve("image.raw"), new byte[] {1, 2, 3, 4});
    Subject given =
        new Subject("s1", Map.of("Channel_0", header.toString()), null, null, Map.of(), null);
    Subject cropped = given.withFiles(Map.of("Channel_0", "cropped.nii"), null);
    String uri = "fuse:average?classes=0,5&work=" + folder.resolve("work");
    Prediction fused =
        template.requestBody(uri, prediction(cropped, "a", 0.75f, 0.25f), Prediction.class);
    assertThat(labels(fused)).containsExactly(0, 5, 0, 0);
    String task = Files.readString(Path.of(fused.labelMap()).resolveSibling("task.json"));
    assertThat(task).contains("image.mhd", "image.raw");
  }

  @Test
  void theImageOfASubjectIsNotOverwrittenByItsLabelMap() throws IOException {
    Path image = folder.resolve("s1.nii.gz");
    ImageWriter.write(image, Image.of(new float[] {1, 2, 3, 4}, ORIGINAL));
    byte[] before = Files.readAllBytes(image);
    Subject given =
        new Subject("s1", Map.of("Channel_0", image.toString()), null, null, Map.of(), null);
    Subject cropped = given.withFiles(Map.of("Channel_0", "cropped.nii"), null);
    assertFails(
        "fuse:average?classes=0,5&output=" + folder,
        prediction(cropped, "a", 0.75f, 0.25f),
        """
        The label map would overwrite an image or label of the subject
          where:    %s
          expected: a folder of its own for results
          to mend:  name another output"""
            .formatted(image));
    assertThat(Files.readAllBytes(image)).isEqualTo(before);
  }

  @Test
  void votesOverLabelMapsAndTakesASinglePrediction() {
    Path map = folder.resolve("map.nii");
    ImageWriter.write(map, new LabelMap(new int[] {0, 5, 5, 0}, ORIGINAL));
    Prediction one = new Prediction(subject("s1"), List.of("a"), null, map.toString());
    String out = "&output=" + folder.resolve("out");
    Prediction fused = template.requestBody("fuse:vote?classes=0,5" + out, one, Prediction.class);
    assertThat(labels(fused)).containsExactly(0, 5, 5, 0);
    assertFails(
        "fuse:average?classes=0,5" + out,
        one,
        """
        A prediction has no probabilities
          where:    subject s1
          expected: what 'infer' gives
          to mend:  use fuse:vote for label maps""");
  }

  @Test
  void givesLabelsOnTheGridOfTheChannelThatOthersWereAlignedTo() throws IOException {
    Path other = folder.resolve("other.nii");
    Geometry wider = ORIGINAL.box(new int[] {-1, 0, 0}, new int[] {6, 1, 1});
    ImageWriter.write(other, Image.of(new float[] {1, 2, 3, 4, 5, 6}, wider));
    Map<String, String> channels = new LinkedHashMap<>(subject("s1").source().channels());
    channels.put("Channel_1", other.toString());
    Subject given = new Subject("s1", channels, null, null, Map.of(), null);
    Prediction one = prediction(given.withFiles(channels, null), "a", 1, 1);
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        "{model: {architecture: unet, dimension: 3, class_list: [0, 5]}, patch_size: [16, 16, 16],"
            + " data_preprocessing: {align: 1}}");
    String uri = "fuse:average?config=" + config + "&output=" + folder.resolve("out");
    Prediction fused = template.requestBody(uri, one, Prediction.class);
    LabelMap map = LabelMap.of(ImageReader.read(Path.of(fused.labelMap())), "fused");
    assertThat(map.geometry()).isEqualTo(wider);
    assertThat(map.labels()).containsExactly(0, 0, 5, 5, 0, 0);
    assertFails(
        "fuse:average?classes=0,5&reference=2&output=" + folder.resolve("out"),
        one,
        """
        There is no channel 2 on whose grid the labels could be given
          where:    subject s1
          expected: a channel from 0 to 1
          to mend:  correct reference of fuse, or of align in data_preprocessing""");
  }

  @Test
  void fusesOneSubjectAtATime() {
    String uri = "fuse:average?classes=0,5&work=" + folder.resolve("work");
    List<Prediction> mixed =
        List.of(prediction(subject("s1"), "a", 0, 1), prediction(subject("s2"), "b", 0, 1));
    assertFails(
        uri,
        mixed,
        """
        The predictions to fuse are of 2 subjects
          where:    the route that uses fuse:average
          expected: the predictions of one subject by all models
          to mend:  put fuse after a split over the models, inside the split over the subjects""");
    assertFails(
        uri,
        List.of(),
        """
        There is no prediction to fuse
          where:    the route that uses fuse:average
          expected: the predictions of one subject by all models
          to mend:  put fuse after a split over the models, inside the split over the subjects""");
  }

  @Test
  void anIdCannotLeadOutOfTheFolder() {
    Path out = folder.resolve("out");
    String uri = "fuse:average?classes=0,5&output=" + out + "&work=" + folder.resolve("work");
    Prediction fused = template.requestBody(uri, three(subject("../s1")), Prediction.class);
    assertThat(Path.of(fused.labelMap()).normalize().getParent()).isEqualTo(out);
  }

  private void assertFails(String uri, Object body, String message) {
    assertThatThrownBy(() -> template.requestBody(uri, body))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .isInstanceOf(EvaluationException.class)
        .hasMessage(message);
  }
}
