package io.bactrian.component.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Subject subject;

  @BeforeEach
  void start() {
    camel.start();
    Geometry grid = Geometry.ofSize(6, 5, 4);
    float[] voxels = new float[120];
    int[] labels = new int[120];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = i;
      labels[i] = i % 6 < 2 ? 4 : i % 6 == 5 ? 7 : 0;
    }
    Path image = folder.resolve("image.nii");
    Path label = folder.resolve("label.nii");
    ImageWriter.write(image, Image.of(voxels, grid));
    ImageWriter.write(label, new LabelMap(labels, grid));
    subject =
        new Subject("a", Map.of("Channel_0", image.toString()), label.toString(), null, null, null);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Subject augmented(String steps, int seed, String work) throws IOException {
    return augmented("[0, 4, 7]", steps, seed, work);
  }

  private Subject augmented(String classes, String steps, int seed, String work)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config" + work + seed + ".yaml"),
            "model: {architecture: unet, class_list: "
                + classes
                + "}\npatch_size: [16, 16, 16]\nseed: "
                + seed
                + "\ndata_augmentation: "
                + steps
                + "\n");
    Exchange exchange =
        camel
            .createProducerTemplate()
            .send(
                "augment:config?config=" + config + "&work=" + folder.resolve(work),
                message -> message.getMessage().setBody(subject));
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(Subject.class);
  }

  private static float[] voxels(Subject subject) {
    return ImageReader.read(Path.of(subject.images().get(0))).toFloats();
  }

  @Test
  void imageAndLabelAreFlippedTogether() throws IOException {
    String flip = "{flip: {axis: [0], flip_probability: 1, probability: 1}}";
    Subject flipped = augmented(flip, 0, "one");
    float[] found = voxels(flipped);
    Image label = ImageReader.read(Path.of(flipped.label()));
    for (int z = 0; z < 4; z++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 6; x++) {
          assertThat(found[(z * 5 + y) * 6 + x]).isEqualTo((z * 5 + y) * 6 + 5 - x);
          assertThat(label.value(x, y, z)).isEqualTo(x > 3 ? 4 : x == 0 ? 7 : 0);
        }
      }
    }
  }

  @Test
  void labelsThatAreOneClassStayWhatTheyAre() throws IOException {
    Subject same = augmented("['0', '4||7']", "{noise: {probability: 1}}", 0, "one");
    assertThat(ImageReader.read(Path.of(same.label())).toFloats())
        .containsExactly(ImageReader.read(Path.of(subject.label())).toFloats());
  }

  @Test
  void theSeedDecidesWhatIsDrawn() throws IOException {
    String steps = "{noise: {std: [5, 5], probability: 1}, affine: {probability: 1}}";
    float[] once = voxels(augmented(steps, 1, "one"));
    assertThat(voxels(augmented(steps, 1, "two"))).containsExactly(once);
    assertThat(voxels(augmented(steps, 2, "one"))).isNotEqualTo(once);
    assertThat(once).isNotEqualTo(voxels(subject));
  }

  @Test
  void withoutAugmentationsNothingIsChanged() throws IOException {
    assertThat(voxels(augmented("{}", 1, "one"))).containsExactly(voxels(subject));
  }
}
