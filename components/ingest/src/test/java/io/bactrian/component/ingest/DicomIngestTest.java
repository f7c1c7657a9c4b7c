package io.bactrian.component.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real study of one patient with the series T1post (22 slices) and HippoCrop (32). */
class DicomIngestTest {
  @TempDir Path folder;
  private final Path study = Path.of(System.getProperty("bactrian.shared", "."), "dicom", "study1");

  @BeforeEach
  void needsTheData() {
    assumeTrue(Files.isDirectory(study), "shared/data/dicom/study1 is not here");
  }

  @Test
  void seriesAreChannelsAndLabelsOfTheirPatient() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      Object body =
          camel
              .createProducerTemplate()
              .requestBody("ingest:dicom?channels=MR:t1*&label=Hippo*", study.toString());
      Subject subject = ((Cohort) body).subjects().get(0);
      assertThat(subject.id()).isEqualTo("PGBM-002");
      assertThat(subject.channels()).containsOnlyKeys("Channel_0");
      Path image = Path.of(subject.channels().get("Channel_0"));
      assertThat(ImageReader.readGeometry(image).size()).containsExactly(512, 512, 22);
      Path label = Path.of(subject.label());
      assertThat(ImageReader.readGeometry(label).size()).containsExactly(35, 51, 32);
    }
  }

  @Test
  void seriesThatShareAFolderBecomeLists() throws IOException {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    for (String series : List.of("T1post", "HippoCrop")) {
      try (Stream<Path> files = Files.list(study.resolve(series))) {
        for (Path file : files.toList()) {
          Files.copy(file, mixed.resolve(series + file.getFileName()));
        }
      }
    }
    List<String> channels = List.of("T1post");
    assertThatThrownBy(() -> new DicomCohort(channels, null, null, null).read(mixed, true))
        .isInstanceOf(CohortException.class)
        .hasMessageContaining("shares its folder with others");
    String key = folder.resolve("key").toString();
    DicomCohort cohort = new DicomCohort(channels, null, key, folder.resolve("lists").toString());
    Subject subject = cohort.read(mixed, true).cohort().subjects().get(0);
    assertThat(subject.id()).startsWith("BAC").hasSize(15);
    Path list = Path.of(subject.channels().get("Channel_0"));
    assertThat(ImageReader.readGeometry(list).size()).containsExactly(512, 512, 22);
    assertThat(cohort.read(mixed, true).cohort().subjects().get(0).id()).isEqualTo(subject.id());
  }

  @Test
  void aPatternThatFitsNothingNamesWhatThereIs() {
    DicomCohort cohort = new DicomCohort(List.of("FLAIR*"), null, null, null);
    assertThatThrownBy(() -> cohort.read(study, true))
        .hasMessageContaining("0 series match FLAIR*, of MR:HippoCrop, MR:T1post");
  }
}
