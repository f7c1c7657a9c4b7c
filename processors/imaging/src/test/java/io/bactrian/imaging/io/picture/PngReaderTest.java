package io.bactrian.imaging.io.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.ImageReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngReaderTest {
  @TempDir Path folder;

  private Path png(int type, int factor) throws IOException {
    BufferedImage picture = new BufferedImage(7, 5, type);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
          picture.getRaster().setSample(x, y, band, (x + 7 * y) * factor);
        }
      }
    }
    Path file = folder.resolve("picture.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  @Test
  void grayIsReadAsOneSlice() throws IOException {
    Image bytes = ImageReader.read(png(BufferedImage.TYPE_BYTE_GRAY, 7));
    assertThat(bytes.type()).isEqualTo(PixelType.UINT8);
    assertThat(bytes.geometry().size()).containsExactly(7, 5, 1);
    assertThat(bytes.geometry().spacing()).containsExactly(1, 1, 1);
    assertThat(bytes.value(3, 4, 0)).isEqualTo((3 + 28) * 7);
    Image shorts = ImageReader.read(png(BufferedImage.TYPE_USHORT_GRAY, 1800));
    assertThat(shorts.type()).isEqualTo(PixelType.UINT16);
    assertThat(shorts.value(6, 4, 0)).isEqualTo(34 * 1800);
  }

  @Test
  void coloursAreChannels() throws IOException {
    List<Image> channels = ImageReader.readChannels(png(BufferedImage.TYPE_INT_ARGB, 5));
    assertThat(channels).hasSize(4);
    for (Image channel : channels) {
      assertThat(channel.value(3, 4, 0)).isEqualTo((3 + 28) * 5);
    }
    assertThat(ImageReader.readChannels(png(BufferedImage.TYPE_INT_RGB, 7))).hasSize(3);
  }

  @Test
  void damagedPicturesAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(png(BufferedImage.TYPE_BYTE_GRAY, 7));
    Path file = folder.resolve("damaged.png");
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      bytes[8 + random.nextInt(bytes.length - 8)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      try {
        assertThat(ImageReader.read(file).geometry().voxels()).isLessThan(1 << 22);
      } catch (ImageFormatException e) {
        assertThat(e).hasMessageContaining("damaged.png");
      }
    }
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("damaged");
  }
}
