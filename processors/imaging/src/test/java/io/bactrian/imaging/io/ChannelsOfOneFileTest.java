package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Align;
import io.bactrian.imaging.harmonize.Interpolators;
import io.bactrian.imaging.normalize.RgbaToRgb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that look at several channels, on channels that come from one file. */
class ChannelsOfOneFileTest {
  @TempDir Path folder;

  private static List<Image> channels(int count, Geometry grid) {
    List<Image> channels = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      float[] voxels = new float[(int) grid.voxels()];
      for (int i = 0; i < voxels.length; i++) {
        voxels[i] = 60 * c + i;
      }
      channels.add(Image.of(voxels, grid));
    }
    return channels;
  }

  @Test
  void opacityOfAColourTiffIsTakenOff() {
    List<Image> colours = channels(4, Geometry.ofSize(5, 4, 1));
    Path file = folder.resolve("colours.tif");
    ImageWriter.writeChannels(file, colours, PixelType.UINT8);
    Sample sample = new Sample(ImageReader.readChannels(file));
    assertThat(sample.channels()).hasSize(4);
    Sample opaque = new RgbaToRgb().apply(sample, "s");
    assertThat(opaque.channels()).hasSize(3);
    for (int c = 0; c < 3; c++) {
      assertThat(opaque.channels().get(c).toFloats()).containsExactly(colours.get(c).toFloats());
    }
  }

  @Test
  void anyChannelOfAFileOfFourDimensionsCanBeTheReference() {
    List<Image> channels = channels(3, Geometry.ofSize(4, 3, 2));
    Path file = folder.resolve("series.nii.gz");
    ImageWriter.writeChannels(file, channels, PixelType.FLOAT32);
    Sample sample = new Sample(ImageReader.readChannels(file));
    for (int reference = 0; reference < 3; reference++) {
      Sample aligned = new Align(reference, Interpolators.STANDARD).apply(sample, "s");
      assertThat(aligned.channels()).hasSize(3);
      for (int c = 0; c < 3; c++) {
        assertThat(aligned.channels().get(c).toFloats())
            .containsExactly(channels.get(c).toFloats());
      }
    }
  }
}
