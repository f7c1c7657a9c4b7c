package io.bactrian.component.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizeTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Exchange send(String uri, float... voxels) {
    Path file = folder.resolve("image.nii.gz");
    ImageWriter.write(file, Image.of(voxels, Geometry.ofSize(voxels.length, 1, 1)));
    Subject subject =
        new Subject("jane", Map.of("Channel_0", file.toString()), null, null, null, null);
    return camel
        .createProducerTemplate()
        .send(
            uri + "&work=" + folder.resolve("work"),
            exchange -> exchange.getMessage().setBody(subject));
  }

  private float[] normalized(String uri, float... voxels) {
    Exchange exchange = send(uri, voxels);
    assertThat(exchange.getException()).isNull();
    Subject subject = exchange.getMessage().getBody(Subject.class);
    return ImageReader.read(Path.of(subject.images().get(0))).toFloats();
  }

  @Test
  void clipBringsValuesBeyondTheBoundsToThem() {
    assertThat(normalized("normalize:clip?min=1&max=3", 0, 2, 9)).containsExactly(1, 2, 3);
  }

  @Test
  void thresholdPutsZeroForValuesBeyondTheBounds() {
    assertThat(normalized("normalize:threshold?min=1&max=3", 0, 2, 9)).containsExactly(0, 2, 0);
  }

  @Test
  void rescaleStretchesBetweenTheBounds() {
    assertThat(normalized("normalize:rescale?min=0&max=1", 10, 15, 20))
        .containsExactly(new float[] {0, 0.5f, 1}, Offset.offset(1e-6f));
  }

  @Test
  void zscoreTakesMeanAndDeviationFromTheMask() {
    // Of 1, 2, 3 the mean is 2 and the unbiased deviation 1.
    assertThat(normalized("normalize:zscore?mask=nonzero", 0, 1, 2, 3))
        .containsExactly(new float[] {-2, -1, 0, 1}, Offset.offset(1e-6f));
    assertThat(normalized("normalize:zscore?mask=nonzero&onlyMasked=true", 0, 1, 2, 3))
        .containsExactly(new float[] {0, -1, 0, 1}, Offset.offset(1e-6f));
  }

  @Test
  void constantAndBrokenImagesFailTheSubject() {
    assertThat(send("normalize:zscore?mask=all", 4, 4, 4).getException())
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("subject jane");
    assertThat(send("normalize:zscore?mask=all", 4, Float.NaN, 5).getException())
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void aMissingBoundIsNamed() {
    assertThat(send("normalize:clip?min=1", 1, 2).getException())
        .hasMessageStartingWith("The option max of the step normalize:clip cannot be nothing");
  }
}
