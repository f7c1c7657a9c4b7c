package io.bactrian.component.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.step.Options;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
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
  void clippingNeedsABound() {
    assertThat(send("normalize:clip?attempts=1", 1, 2).getException())
        .hasMessageStartingWith("The option min of the step normalize:clip cannot be nothing");
  }

  /**
   * What it makes of 0, 1, ... 9: the first and the last. Of Otsu's foreground 4 to 9 the mean is
   * 6.5.
   */
  @ParameterizedTest
  @CsvSource({
    "zscore?mask=otsu, -3.474396, 1.336306",
    "'rescale?min=0&max=1&inMinMax=0,18', 0, 0.5",
    "rescale?attempts=1, 0, 1",
    "clip?min=4, 4, 9",
    "clip?max=4, 0, 4",
    "threshold?max=4, 0, 0",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clahe?clipLimit=5 | clipLimit | 5.0 | a number from 0 to 1",
        "clahe?tile=8,8 | tile | 8,8 | 3 whole numbers of at least 1",
        "equalize?bins=1 | bins | 1 | a whole number from 2 to 16384",
        "n4?levels=9 | levels | 9 | a whole number from 1 to 4",
        "n4?fwhm=0 | fwhm | 0.0 | a number from 0.001 to 10",
        "histogram-matching?numMatchPoints=0 | numMatchPoints | 0 | a whole number from 1",
        "adaptive-histogram-equalization?alpha=-1 | alpha | -1.0 | a number from 0 to 1",
        "clip?min=NaN&max=1 | min | NaN | a finite number",
        "rescale?min=0&max=Infinity | max | Infinity | a finite number",
        "clip?min=3&max=1 | max | 1.0 | more than min, 3.0",
        "rescale?min=0&max=1&lowPercentile=70&highPercentile=60 | highPercentile | 60.0 | above"
            + " lowPercentile, 70.0",
        "rescale?min=0&max=1&inMinMax=5,1 | inMinMax | 5,1 | two numbers, the lower first",
        "by-val?mean=0.5,0.5&std=1 | std | 1 | as many numbers as mean has, 2"
      })
  void valuesBeyondTheLimitsAreOptionMistakes(
      String uri, String option, String value, String expected) {
    assertThat(send("normalize:" + uri, 1, 2, 3).getException())
        .isInstanceOf(Options.OptionException.class)
        .hasMessageStartingWith("The option " + option + " of the step normalize:")
        .hasMessageContaining("cannot be " + value)
        .hasMessageContaining(expected);
  }

  @Test
  void imagenetTakesItsMeansAndDeviationsFromTheColoursOfAFile() throws IOException {
    Path file = folder.resolve("colours.png");
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x80FF0000);
    picture.setRGB(1, 0, 0xFF0080FF);
    ImageIO.write(picture, "png", file.toFile());
    Subject colours =
        new Subject("jane", Map.of("Channel_0", file.toString()), null, null, null, null);
    assertThat(ImageReader.readChannels(file)).hasSize(4);
    Subject opaque = changed("normalize:rgba2rgb?bins=2", colours);
    assertThat(opaque.images()).hasSize(3);
    assertThat(voxels(opaque)).isDeepEqualTo(new float[][] {{255, 0}, {0, 128}, {0, 255}});
    // (value / 255 - mean) / deviation, with torchvision's documented values.
    float[][] expected = {
      {(1 - 0.485f) / 0.229f, -0.485f / 0.229f},
      {-0.456f / 0.224f, (128 / 255f - 0.456f) / 0.224f},
      {-0.406f / 0.225f, (1 - 0.406f) / 0.225f}
    };
    float[][] found = voxels(changed("normalize:imagenet?bins=2", opaque));
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).containsExactly(expected[i], Offset.offset(1e-5f));
    }
    assertThat(voxels(changed("normalize:rgb2rgba?bins=2", opaque)))
        .isDeepEqualTo(new float[][] {{255, 0}, {0, 128}, {0, 255}, {255, 255}});
  }

  @Test
  void theColumnBrainMaskChoosesTheVoxels() {
    Path mask = folder.resolve("mask.nii");
    Geometry grid = Geometry.ofSize(4, 1, 1);
    ImageWriter.write(mask, Image.of(new float[] {0, 1, 1, 1}, grid));
    Path image = folder.resolve("image.nii");
    ImageWriter.write(image, Image.of(new float[] {9, 1, 2, 3}, grid));
    Subject masked =
        new Subject(
            "jane",
            Map.of("Channel_0", image.toString()),
            null,
            null,
            Map.of("BrainMask", mask.toString()),
            null);
    assertThat(voxels(changed("normalize:zscore?mask=file", masked))[0])
        .containsExactly(new float[] {7, -1, 0, 1}, Offset.offset(1e-6f));
    ImageWriter.write(mask, Image.of(new float[] {1, 1, 0, 0}, grid));
    // Of 9 and 1 the mean is 5 and the deviation the root of 32: the mask is part of the task.
    assertThat(voxels(changed("normalize:zscore?mask=file", masked))[0][0])
        .isCloseTo((float) (4 / Math.sqrt(32)), Offset.offset(1e-5f));
  }

  @Test
  void matchingTakesTheHistogramOfATargetFile() {
    Path target = folder.resolve("target.nii");
    float[] values = new float[100];
    float[] tenfold = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i;
      tenfold[i] = 10 * values[i] + 3;
    }
    ImageWriter.write(target, Image.of(tenfold, Geometry.ofSize(100, 1, 1)));
    // A histogram of the same shape elsewhere: the map is the linear one.
    assertThat(normalized("normalize:histogram-matching?target=" + target, values))
        .containsExactly(tenfold, Offset.offset(60f));
  }

  private Subject changed(String uri, Subject subject) {
    Exchange exchange =
        camel
            .createProducerTemplate()
            .send(
                uri + "&work=" + folder.resolve("work"), one -> one.getMessage().setBody(subject));
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(Subject.class);
  }

  private static float[][] voxels(Subject subject) {
    return subject.images().stream()
        .map(file -> ImageReader.read(Path.of(file)).toFloats())
        .toArray(float[][]::new);
  }
}
