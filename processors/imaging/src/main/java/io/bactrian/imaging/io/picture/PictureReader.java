package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.Damage;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Decodes pictures by javax.imageio, which is kept from taking more memory than they justify. */
record PictureReader(String format, String javaName, int mostRatio) {
  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private <T> T with(Path file, Use<T> use) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(javaName).next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      return use.of(reader);
    } catch (IOException | RuntimeException e) {
      // The decoders answer damaged data with many kinds of exception.
      throw e instanceof io.bactrian.imaging.ImageFormatException known
          ? known
          : Damage.pixels(file, format, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  Geometry geometry(Path file) {
    return with(file, reader -> checked(reader, file));
  }

  private Geometry checked(ImageReader reader, Path file) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = Math.max(0L, width) * Math.max(0L, height);
    if (width < 1 || height < 1 || pixels / mostRatio > Files.size(file) || pixels > 1 << 30) {
      String size = width + " x " + height;
      throw Damage.pixels(
          file, format, "a picture of " + size + " cannot be in so small a file", null);
    }
    return Geometry.ofSize(width, height, 1);
  }

  List<Image> read(Path file, boolean lookUpPalette) {
    return with(
        file,
        reader -> {
          Geometry geometry = checked(reader, file);
          BufferedImage picture = reader.read(0);
          if (picture.getWidth() != geometry.size(0) || picture.getHeight() != geometry.size(1)) {
            throw Damage.pixels(file, format, "its size is not that of its header", null);
          }
          Raster raster = picture.getRaster();
          return lookUpPalette && picture.getColorModel() instanceof IndexColorModel palette
              ? lookedUp(raster, palette, geometry)
              : channels(raster, geometry);
        });
  }

  private static List<Image> channels(Raster raster, Geometry geometry) {
    List<Image> channels = new ArrayList<>();
    for (int band = 0; band < raster.getNumBands(); band++) {
      boolean wide = raster.getSampleModel().getSampleSize(band) > 8;
      PixelType type = wide ? PixelType.UINT16 : PixelType.UINT8;
      channels.add(channel(raster, band, null, type, geometry));
    }
    return channels;
  }

  private static List<Image> lookedUp(Raster raster, IndexColorModel palette, Geometry geometry) {
    int size = palette.getMapSize();
    int[][] components = new int[4][1 << palette.getPixelSize()];
    boolean gray = !palette.hasAlpha();
    for (int i = 0; i < size; i++) {
      components[0][i] = palette.getRed(i);
      components[1][i] = palette.getGreen(i);
      components[2][i] = palette.getBlue(i);
      components[3][i] = palette.getAlpha(i);
      gray &= components[0][i] == components[1][i] && components[1][i] == components[2][i];
    }
    List<Image> channels = new ArrayList<>();
    int count = gray ? 1 : palette.hasAlpha() ? 4 : 3;
    for (int c = 0; c < count; c++) {
      channels.add(channel(raster, 0, components[c], PixelType.UINT8, geometry));
    }
    return channels;
  }

  private static Image channel(
      Raster raster, int band, int[] table, PixelType type, Geometry geometry) {
    int width = geometry.size(0);
    ByteBuffer pixels =
        ByteBuffer.allocate(Math.toIntExact(geometry.voxels() * type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    int[] row = new int[width];
    for (int y = 0; y < geometry.size(1); y++) {
      raster.getSamples(0, y, width, 1, band, row);
      for (int sample : row) {
        int value = table == null ? sample : table[sample];
        if (type == PixelType.UINT16) {
          pixels.putShort((short) value);
        } else {
          pixels.put((byte) value);
        }
      }
    }
    return Image.of(pixels.flip(), type, geometry);
  }
}
