package io.bactrian.imaging.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonymizerTest {
  private static final byte[] KEY = "a key for tests only".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    output = folder.resolve("out");
    input = folder.resolve("in");
    DicomPhantom.series(input.resolve("MEYER_P-77/t1"), 3, AnonymizerTest::identify);
  }

  private static void identify(DicomDataset slice) {
    DicomPhantom.text(slice, Tag.STUDY_DATE, "20240310");
    DicomPhantom.text(slice, 0x00080080, "Meyer Hospital"); // InstitutionName
    DicomPhantom.text(slice, 0x00100040, "F"); // PatientSex
    DicomPhantom.text(slice, 0x00324000, "Call Meyer at 555"); // StudyComments
    slice.put(DicomElement.of(0x00091001, Vr.UN, "Meyer!".getBytes(), false));
    DicomDataset item = new DicomDataset(slice);
    DicomPhantom.text(item, 0x00081155, "1.2.3.1"); // ReferencedSOPInstanceUID
    DicomPhantom.text(item, Tag.PATIENT_NAME, "Meyer^Anna");
    DicomPhantom.sequence(slice, 0x00081140, item); // ReferencedImageSequence
  }

  private List<Anonymizer.Outcome> run(Map<String, ?> keys) throws IOException {
    return new Anonymizer(AnonymizerProfile.of(keys, "test.yaml"), KEY).run(input, output);
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void nothingThatNamesThePatientIsLeftAndPixelsAre() throws IOException {
    double[] before =
        Stream.of(0, 1, 2)
            .mapToDouble(z -> ImageReader.read(input.resolve("MEYER_P-77/t1")).value(4, 2, z))
            .toArray();
    assertThat(run(Map.of())).hasSize(3).allMatch(outcome -> outcome.state().equals("done"));
    for (Path file : written()) {
      String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) + file;
      assertThat(all.replace(folder.toString(), ""))
          .doesNotContain("Meyer", "MEYER", "Anna", "P-77", "20240310", "1.2.3.", "1.2.4", "1.2.5");
      DicomDataset dataset = DicomFile.read(file).dataset();
      assertThat(dataset.string(Tag.PATIENT_IDENTITY_REMOVED)).isEqualTo("YES");
      assertThat(dataset.string(Tag.PATIENT_ID)).startsWith("BAC").hasSize(15);
      assertThat(dataset.get(Tag.STUDY_DATE).length()).isZero();
    }
    Path series = written().get(0).getParent();
    for (int z = 0; z < 3; z++) {
      assertThat(ImageReader.read(series).value(4, 2, z)).isEqualTo(before[z]);
    }
  }

  @Test
  void uidsStayConsistent() throws IOException {
    run(Map.of("tags", Map.of("ReferencedImageSequence", "K")));
    List<String> own = new java.util.ArrayList<>();
    List<String> referenced = new java.util.ArrayList<>();
    for (Path file : written()) {
      DicomFile read = DicomFile.read(file);
      String uid = read.dataset().string(Tag.SOP_INSTANCE_UID);
      assertThat(uid).startsWith("2.25.").hasSizeLessThanOrEqualTo(64);
      assertThat(read.meta().string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).isEqualTo(uid);
      own.add(uid);
      referenced.add(read.dataset().item(0x00081140).string(0x00081155));
    }
    assertThat(own).doesNotHaveDuplicates();
    assertThat(referenced.stream().distinct()).hasSize(1);
    assertThat(own).contains(referenced.get(0));
  }

  @Test
  void datesCanBeShiftedAndCharacteristicsKept() throws IOException {
    run(Map.of("dates", "shift", "retain", List.of("patient")));
    DicomDataset dataset = DicomFile.read(written().get(0)).dataset();
    assertThat(dataset.string(Tag.STUDY_DATE)).matches("20[12]\\d{5}").isLessThan("20240310");
    assertThat(dataset.string(0x00100040)).isEqualTo("F");
    assertThat(dataset.string(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED))
        .isEqualTo("MODIFIED");
    assertThat(dataset.items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE))
        .extracting(item -> item.string(0x00080100))
        .containsExactly("113100", "113107", "113108");
  }

  @Test
  void picturesThatMayShowNamesAreRefusedOrWarnedOf() throws IOException {
    DicomDataset slice = DicomPhantom.slice(0);
    DicomPhantom.text(slice, Tag.MODALITY, "US");
    DicomPhantom.write(input.resolve("us.dcm"), slice);
    assertThat(run(Map.of()))
        .filteredOn(outcome -> outcome.state().equals("refused"))
        .singleElement()
        .satisfies(
            outcome -> assertThat(outcome.remark()).contains("modality US often show names"));
    assertThat(output.resolve("us.dcm")).doesNotExist();
    assertThat(run(Map.of("burned_in", "warn")))
        .anyMatch(outcome -> outcome.state().equals("warned"));
    assertThat(output.resolve("us.dcm")).exists();
  }

  @Test
  void convertsToNifti() throws IOException {
    List<Anonymizer.Outcome> outcomes = run(Map.of("convert_to_nifti", true));
    assertThat(outcomes).hasSize(1);
    assertThat(ImageReader.read(outcomes.get(0).output()).value(4, 2, 2)).isEqualTo(224);
  }

  @Test
  void theReportNamesNobody() throws IOException {
    Path report = folder.resolve("report.csv");
    Anonymizer.writeReport(report, run(Map.of()));
    assertThat(Files.readString(report)).doesNotContain("MEYER", "P-77");
    assertThat(Files.readAllLines(report)).hasSize(4);
  }

  @Test
  void aProfileWithMistakesSaysWhatIsKnown() {
    assertThatThrownBy(() -> run(Map.of("date", "shift")))
        .hasMessageContaining("the unknown key date")
        .hasMessageContaining("delete_private_tags");
    assertThatThrownBy(() -> run(Map.of("dates", "forget")))
        .hasMessageContaining("dates: forget")
        .hasMessageContaining("remove, shift, keep");
    assertThatThrownBy(() -> run(Map.of("tags", Map.of("PatientSecks", "K"))))
        .hasMessageContaining("tags: PatientSecks: K");
  }

  @Test
  void implicitAndCompressedFilesKeepTheirSyntax() throws IOException {
    DicomDataset slice = DicomPhantom.slice(0);
    identify(slice);
    Path file = DicomPhantom.write(folder.resolve("i.dcm"), slice, TransferSyntax.IMPLICIT_LITTLE);
    Path to = folder.resolve("o.dcm");
    new Anonymizer(AnonymizerProfile.basic(), KEY).run(file, to);
    DicomFile read = DicomFile.read(to);
    assertThat(read.syntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE);
    assertThat(read.dataset().get(Tag.PIXEL_DATA).bytes())
        .isEqualTo(slice.get(Tag.PIXEL_DATA).bytes());
    assertThat(new String(Files.readAllBytes(to), StandardCharsets.ISO_8859_1))
        .doesNotContain("Meyer");
  }
}
