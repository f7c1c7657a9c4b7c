package io.bactrian.imaging.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.ReferenceImages;
import io.bactrian.imaging.io.ImageReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files written by NiBabel (make_reference.py), and the coordinates it printed for them. */
class NiftiReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "ras_sform, 6.0, -26.0, 36.0",
    "ras_qform, 6.0, -26.0, 36.0",
    "las_sform, -88.0, 123.75, -69.5",
    "las_qform, -88.0, 123.75, -69.5",
    "pir_sform, -5.0, 4.0, 0.30000007152557373",
    "pir_qform, -5.0, 4.0, 0.30000007152557373",
    "oblique_sform, 30.022529631853104, -18.71637886762619, 79.20295816659927",
    "oblique_qform, 30.02252955640161, -18.716378938780576, 79.20295807808762",
    "oblique_mirrored_sform, 28.060782700777054, -13.32652348279953, 71.0114374756813",
    "oblique_mirrored_qform, 28.060782653824376, -13.32652365830894, 71.01143751437048"
  })
  void theLastVoxelLiesWhereNibabelPutsIt(String name, double l, double p, double s) {
    Image image = ImageReader.read(ReferenceImages.file(name + ".nii"));
    double[] last = image.geometry().toPhysical(4, 3, 2);
    assertThat(last).containsExactly(new double[] {l, p, s}, within(1e-9));
    assertThat(image.toFloats()).containsExactly(expected(image.geometry()));
    assertThat(ImageReader.readGeometry(ReferenceImages.file(name + ".nii")))
        .isEqualTo(image.geometry());
  }

  @ParameterizedTest
  @CsvSource({
    "u1, UINT8",
    "i1, INT8",
    "u2, UINT16",
    "i2, INT16",
    "u4, UINT32",
    "i4, INT32",
    "u8, UINT64",
    "i8, INT64",
    "f4, FLOAT32",
    "f8, FLOAT64"
  })
  void everyNumericTypeIsRead(String name, PixelType type) {
    Image image = ImageReader.read(ReferenceImages.file("type_" + name + ".nii"));
    assertThat(image.type()).isEqualTo(type);
    assertThat(image.toFloats()).containsExactly(expected(Geometry.ofSize(3, 2, 2)));
    assertThat(image.value(2, 1, 1)).isEqualTo(ReferenceImages.voxel(2, 1, 1));
  }

  @Test
  void slopeAndInterceptAreApplied() {
    Image image = ImageReader.read(ReferenceImages.file("scaled.nii"));
    assertThat(image.value(3, 1, 2)).isEqualTo(ReferenceImages.voxel(3, 1, 2) * 0.5 - 3);
    assertThat(image.toFloats()[4]).isEqualTo(ReferenceImages.voxel(4, 0, 0) * 0.5f - 3);
  }

  @Test
  void nifti2IsRead() {
    Image image = ImageReader.read(ReferenceImages.file("nifti2.nii.gz"));
    assertThat(image.toFloats()).containsExactly(expected(image.geometry()));
    Image sameInNifti1 = ImageReader.read(ReferenceImages.file("oblique_sform.nii"));
    assertThat(image.geometry().matches(sameInNifti1.geometry(), 1e-5)).isTrue();
  }

  @Test
  void timePointsAndVectorComponentsAreChannels() {
    List<Image> times = ImageReader.readChannels(ReferenceImages.file("time.nii.gz"));
    assertThat(times).hasSize(2);
    assertThat(times.get(1).value(2, 3, 1)).isEqualTo(ReferenceImages.voxel(2, 3, 1) + 100);
    List<Image> vector = ImageReader.readChannels(ReferenceImages.file("vector.nii"));
    assertThat(vector).hasSize(3);
    assertThat(vector.get(2).value(2, 3, 1)).isEqualTo(ReferenceImages.voxel(2, 3, 1) + 2);
    assertThatThrownBy(() -> ImageReader.read(ReferenceImages.file("time.nii.gz")))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("holds 2 volumes")
        .hasMessageContaining("time.nii.gz");
  }

  @Test
  void aFlatImageHasOneSlice() {
    Image image = ImageReader.read(ReferenceImages.file("flat.nii"));
    assertThat(image.geometry().size()).containsExactly(5, 4, 1);
    assertThat(image.toFloats()).containsExactly(expected(image.geometry()));
  }

  @Test
  void withoutAffineThePixelSizesCountAlongRas() {
    Image image = ImageReader.read(ReferenceImages.file("pixdim_only.nii"));
    assertThat(image.geometry().spacing()).containsExactly(0.5, 2, 3);
    assertThat(image.geometry().direction()).containsExactly(-1, 0, 0, 0, -1, 0, 0, 0, 1);
    assertThat(image.geometry().origin()).containsExactly(0, 0, 0);
  }

  @Test
  void extensionsAreSkipped() {
    Image image = ImageReader.read(ReferenceImages.file("extension.nii"));
    assertThat(image.toFloats()).containsExactly(expected(image.geometry()));
  }

  @Test
  void coloursAreChannels() {
    List<Image> channels = ImageReader.readChannels(ReferenceImages.file("rgb.nii"));
    assertThat(channels).hasSize(3);
    assertThat(channels.get(2).toFloats()).hasSize(8).containsOnly(0);
  }

  private static float[] expected(Geometry geometry) {
    return ReferenceImages.image(geometry).toFloats();
  }
}
