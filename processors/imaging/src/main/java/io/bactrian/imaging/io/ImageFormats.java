package io.bactrian.imaging.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The formats on the classpath, by rank. */
public final class ImageFormats {
  private static final List<ImageFormat> ALL = load();

  private ImageFormats() {}

  private static List<ImageFormat> load() {
    List<ImageFormat> formats = new ArrayList<>();
    // The loader of this class, since threads of a pool may have another one as their own.
    ServiceLoader.load(ImageFormat.class, ImageFormat.class.getClassLoader()).forEach(formats::add);
    formats.sort(Comparator.comparingInt(ImageFormat::rank));
    return List.copyOf(formats);
  }

  /** All formats, in the order in which they are asked. */
  public static List<ImageFormat> all() {
    return ALL;
  }

  /** The names of formats, as a sentence lists them. */
  static String names() {
    return String.join(", ", ALL.stream().map(ImageFormat::name).distinct().sorted().toList());
  }

  /** The endings of files that can be written, as a sentence lists them. */
  static String writtenEndings() {
    return String.join(
        ", ", ALL.stream().flatMap(format -> format.endings().stream()).sorted().toList());
  }
}
