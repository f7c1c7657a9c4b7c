package io.bactrian.component.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.step.Options.OptionException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmonizeTest {
  private static final Geometry GRID = Geometry.ofSize(6, 5, 4);

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

  private Exchange send(String uri, Subject subject) {
    String separator = uri.contains("?") ? "&" : "?";
    return camel
        .createProducerTemplate()
        .send(
            uri + separator + "work=" + folder.resolve("work"),
            exchange -> exchange.getMessage().setBody(subject));
  }

  private Subject harmonized(String uri, Subject subject) throws Exception {
    Exchange exchange = send(uri, subject);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return exchange.getMessage().getBody(Subject.class);
  }

  /** Values 1, 2, 3, ... with label 1 where they are above 60. */
  private Subject subject(String id, Geometry second) {
    float[] voxels = new float[(int) GRID.voxels()];
    int[] labels = new int[voxels.length];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = i + 1;
      labels[i] = i > 60 ? 1 : 0;
    }
    Map<String, String> channels = new LinkedHashMap<>();
    channels.put("Channel_0", write(id + "-0.nii.gz", Image.of(voxels, GRID)));
    channels.put("Channel_1", write(id + "-1.nii.gz", Image.of(voxels, second)));
    Path label = folder.resolve(id + "-label.nii.gz");
    ImageWriter.write(label, new LabelMap(labels, GRID));
    return new Subject(id, channels, label.toString(), null, null, null);
  }

  private String write(String name, Image image) {
    Path file = folder.resolve(name);
    ImageWriter.write(file, image);
    return file.toString();
  }

  @Test
  void resamplesAllFilesOfASubjectAndRemembersTheOriginal() throws Exception {
    Subject given = subject("jane", GRID);
    Subject result = harmonized("harmonize:resample?spacing=2,1,1", given);
    assertThat(result.source()).isEqualTo(given);
    assertThat(result.channels().keySet()).containsExactly("Channel_0", "Channel_1");
    for (String file : result.images()) {
      assertThat(ImageReader.readGeometry(Path.of(file)).size()).containsExactly(3, 5, 4);
      assertThat(ImageReader.read(Path.of(file)).type()).isEqualTo(PixelType.FLOAT32);
    }
    assertThat(ImageReader.readGeometry(Path.of(result.label())).spacing(0)).isEqualTo(2);
  }

  @Test
  void padsOrCropsToASize() throws Exception {
    Subject result = harmonized("harmonize:pad-or-crop?size=8,4,4", subject("jane", GRID));
    assertThat(ImageReader.readGeometry(Path.of(result.label())).size()).containsExactly(8, 4, 4);
  }

  @Test
  void canonicalAxesKeepEveryVoxelInItsPlace() throws Exception {
    Subject result = harmonized("harmonize:canonical", subject("jane", GRID));
    Image image = ImageReader.read(Path.of(result.images().get(0)));
    // LPS axes are turned: the first voxel of the file is the last along x and y.
    assertThat(image.value(0, 0, 0)).isEqualTo(30);
    assertThat(image.geometry().toPhysical(0, 0, 0)).containsExactly(5, 4, 0);
  }

  @Test
  void theSameSubjectAgainIsAnsweredFromTheStoreUnderNamesThatTellNobody() throws Exception {
    Subject first = harmonized("harmonize:canonical", subject("jane", GRID));
    Subject second = harmonized("harmonize:canonical", subject("joe", GRID));
    assertThat(second.images()).isEqualTo(first.images());
    assertThat(first.images().get(0)).startsWith(folder.resolve("work").toString());
    try (var files = Files.walk(folder.resolve("work"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.contains("jane") || name.contains("joe"));
    }
  }

  @Test
  void channelsOnDifferentGridsFailTheSubject() {
    Geometry moved = GRID.box(new int[] {1, 0, 0}, GRID.size());
    assertThat(send("harmonize:canonical", subject("jane", moved)).getException())
        .isInstanceOf(ImageContentException.class)
        .hasMessageStartingWith("Channel 2 lies on another grid than channel 1");
  }

  @Test
  void labelsOutsideTheClassListFailTheSubject() throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        "{model: {architecture: unet, dimension: 3, class_list: [0, 2]}, patch_size: [16, 16, 16]}");
    assertThat(send("harmonize:config?config=" + config, subject("jane", GRID)).getException())
        .isInstanceOf(ImageContentException.class)
        .hasMessageStartingWith("Labels outside class_list: [1]");
  }

  @Test
  void theLabelMapOfARegressionMayHoldAnything() throws Exception {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        "{problem_type: regression, model: {architecture: unet, dimension: 3},"
            + " patch_size: [16, 16, 16]}");
    assertThat(harmonized("harmonize:config?config=" + config, subject("jane", GRID)).label())
        .isNotNull();
  }

  @Test
  void aSizeIsThreeNumbers() {
    assertThat(send("harmonize:pad-or-crop?size=8,4", subject("jane", GRID)).getException())
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("The option size of the step harmonize:pad-or-crop cannot be 8,4");
    assertThat(send("harmonize:resample", subject("jane", GRID)).getException())
        .hasMessageStartingWith(
            "The option spacing of the step harmonize:resample cannot be nothing");
    assertThat(send("harmonize:resample-min?spacing=0,0,0", subject("jane", GRID)).getException())
        .hasMessageContaining("cannot be 0,0,0")
        .hasMessageContaining("not 0, which keeps an axis, for all axes");
    assertThat(
            send("harmonize:resample?isotropic=true&spacing=1,1,1", subject("jane", GRID))
                .getException())
        .hasMessageContaining("left out, since isotropic is given");
  }

  @Test
  void configDoesEverythingUpToTheLastChangeOfTheGrid() throws Exception {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        """
        model: {architecture: unet, dimension: 3, class_list: [0, 1]}
        patch_size: [16, 16, 16]
        data_preprocessing: {clip: {min: 0, max: 50}, pad_or_crop: [7, 7, 7], normalize: }
        """);
    Subject result = harmonized("harmonize:config?config=" + config, subject("jane", GRID));
    Image image = ImageReader.read(Path.of(result.images().get(0)));
    assertThat(image.geometry().size()).containsExactly(7, 7, 7);
    float largest = 0;
    for (float value : image.toFloats()) {
      largest = Math.max(largest, value);
    }
    // Clipped before it was padded, as the file says; not yet normalized.
    assertThat(largest).isEqualTo(50);
  }

  /** The operation, and the size of a grid of 6 x 5 x 4 voxels of 1 mm after it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "canonical | 6 | 5 | 4",
        "resample?spacing=2,0,0.5&interpolation=bspline&labelInterpolation=linear | 3 | 5 | 8",
        "resample?isotropic=true | 6 | 5 | 4",
        "resample-min?spacing=0.5,2,1 | 12 | 5 | 4",
        "resize?size=3,10,0&interpolation=nearest | 3 | 10 | 4",
        "crop?border=1 | 4 | 3 | 2",
        "crop?border=2,1,0 | 2 | 3 | 4",
        "centercrop?size=4,7,2&value=-5 | 4 | 7 | 2",
        "pad?border=1,0,2,2,0,3&paddingMode=symmetric | 7 | 9 | 7",
        "pad-or-crop?size=8,4,4&paddingMode=edge | 8 | 4 | 4",
        "crop-zero-planes?least=2 | 6 | 5 | 4",
        "align?reference=1 | 6 | 5 | 4"
      })
  void everyOperationIsReachedFromARoute(String operation, int x, int y, int z) throws Exception {
    Subject result = harmonized("harmonize:" + operation, subject("jane", GRID));
    for (String file : List.of(result.images().get(0), result.images().get(1), result.label())) {
      assertThat(ImageReader.readGeometry(Path.of(file)).size()).containsExactly(x, y, z);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crop?border=1,2 | border | 1, 3 or 6 whole numbers of at least 0 such as 8,8,4",
        "pad?border=1&paddingMode=wrap | paddingMode | one of constant, edge, reflect, symmetric",
        "resize?size=1.5 | size | whole numbers of at least 0 such as 48,64,48",
        "resize?size=8&interpolation=cubic | interpolation | one of nearest, linear, bspline",
        "resize?size=8&labelInterpolation=bspline | labelInterpolation | nearest or linear",
        "resample?spacing=-1 | spacing | numbers of at least 0",
        "align?reference=-1 | reference | a channel, from 0 on"
      })
  void optionsThatCannotBeAreTold(String operation, String option, String expected) {
    assertThat(send("harmonize:" + operation, subject("jane", GRID)).getException())
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("The option " + option + " of the step harmonize:")
        .hasMessageContaining("expected: " + expected + "\n");
  }

  @Test
  void channelsOnDifferentGridsAreAlignedFirst() throws Exception {
    Geometry moved = GRID.box(new int[] {1, 0, 0}, GRID.size());
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        """
        model: {architecture: unet, dimension: 3, class_list: [0, 1]}
        patch_size: [16, 16, 16]
        data_preprocessing: {to_canonical: , align: {reference: 1}}
        """);
    Subject given = subject("jane", moved);
    Subject result = harmonized("harmonize:config?config=" + config, given);
    Geometry grid = ImageReader.readGeometry(Path.of(result.images().get(0)));
    assertThat(grid).isEqualTo(ImageReader.readGeometry(Path.of(result.images().get(1))));
    assertThat(grid.matches(Canonical.target(moved), 1e-4)).isTrue();
    Image first = ImageReader.read(Path.of(result.images().get(0)));
    // The place of the second voxel along x of the first channel; axes are turned round.
    assertThat(first.value(5, 4, 0)).isEqualTo(2);
    assertThat(first.value(0, 4, 0)).isZero();
  }

  /** The table of docs/preprocessing.md against the options that the code has. */
  @Test
  void theDocumentationNamesEveryOperationAndEveryOption() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("../../docs/preprocessing.md"))) {
      if (line.startsWith("## Normalization")) {
        break;
      }
      if (line.startsWith("| `")) {
        rows.put(line.split("`")[1], line);
      }
    }
    String enums =
        HarmonizeEndpoint.class.getDeclaredField("operation").getAnnotation(UriPath.class).enums();
    assertThat(rows.keySet()).containsExactlyInAnyOrder(enums.split(","));
    for (Field field : HarmonizeEndpoint.class.getDeclaredFields()) {
      UriParam option = field.getAnnotation(UriParam.class);
      if (option != null) {
        String description = option.description();
        String of =
            description.substring(description.lastIndexOf('(') + 1, description.length() - 1);
        Set<String> documented = new TreeSet<>();
        rows.forEach(
            (operation, row) -> {
              if (row.contains("`" + field.getName() + "`")) {
                documented.add(operation);
              }
            });
        assertThat(documented).as(field.getName()).containsExactlyInAnyOrder(of.split(", "));
      }
    }
    for (String row : rows.values()) {
      String[] cells = row.split(" \\| ");
      String test = cells[cells.length - 1].split("`")[1] + ".java";
      try (Stream<Path> files = Files.walk(Path.of("../.."))) {
        assertThat(files.anyMatch(file -> file.endsWith(test))).as(test).isTrue();
      }
    }
  }
}
