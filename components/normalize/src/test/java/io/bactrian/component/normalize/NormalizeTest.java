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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * What it makes of 0, 1, ... 9: the first and the last. Of Otsu's foreground 4 to 9 the mean is
   * 6.5.
   */
  @ParameterizedTest
  @CsvSource({
    "zscore?mask=otsu, -3.474396, 1.336306",
    "'rescale?min=0&max=1&inMinMax=0,18', 0, 0.5",
    "by-val?mean=0.5&std=0.25, -2, -1.858824",
    "imagenet?onlyMasked=false, , ",
    "standardize?onlyMasked=false, -1, -0.929412",
    "div-by-255?onlyMasked=false, 0, 0.035294",
    "rgba2rgb?onlyMasked=false, 0, 9",
    "rgb2rgba?onlyMasked=false, 0, 9",
    "histogram-matching?target=adaptive, 0.605, 8.395",
    "histogram-equalization?numMatchPoints=4, -1, 1",
    "adaptive-histogram-equalization?alpha=1&beta=1&radius=2, 0, 9",
    "equalize?bins=10, 0.1, 1",
    "'clahe?tile=10,1,1&clipLimit=0&bins=16', 0, 1",
    "n4?shrink=1&levels=1, , "
  })
  void everyOperationIsReachedFromARoute(String operation, Float first, Float last) {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    if (operation.startsWith("imagenet")) {
      assertThat(send("normalize:" + operation, values).getException())
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining("given for 3 channels");
      return;
    }
    float[] result = normalized("normalize:" + operation, values);
    assertThat(result).hasSize(10);
    for (float value : result) {
      assertThat(value).isFinite();
    }
    if (first != null && !operation.contains("adaptive")) {
      assertThat(result[0]).isCloseTo(first, Offset.offset(1e-4f));
      assertThat(result[9]).isCloseTo(last, Offset.offset(1e-4f));
    }
  }

  @Test
  void optionsThatCannotBeAreTold() {
    assertThat(send("normalize:by-val?mean=0.5,x&std=1", 1, 2).getException())
        .hasMessageStartingWith("The option mean of the step normalize:by-val cannot be 0.5,x");
    assertThat(send("normalize:zscore?mask=file", 1, 2).getException())
        .hasMessageStartingWith("The subject has no mask file")
        .hasMessageContaining("jane");
    assertThat(send("normalize:histogram-matching?target=nowhere.nii", 1, 2).getException())
        .hasMessageStartingWith("The target of histogram_matching does not exist");
  }
}
