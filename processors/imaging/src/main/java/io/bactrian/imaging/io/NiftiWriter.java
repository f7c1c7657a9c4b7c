package io.bactrian.imaging.io;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import java.nio.file.Path;
import java.util.List;

/** The name that {@link ImageWriter} had when NIfTI was all that was written. */
public final class NiftiWriter {
  private NiftiWriter() {}

  public static void write(Path file, Image image) {
    ImageWriter.write(file, image);
  }

  public static void write(Path file, Image image, PixelType type) {
    ImageWriter.write(file, image, type);
  }

  public static void write(Path file, LabelMap labels) {
    ImageWriter.write(file, labels);
  }

  public static void writeChannels(Path file, List<Image> channels) {
    ImageWriter.writeChannels(file, channels);
  }
}
