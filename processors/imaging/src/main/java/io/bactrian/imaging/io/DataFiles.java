package io.bactrian.imaging.io;

import io.bactrian.imaging.ImageFormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of voxels that a header names. A header may come from anywhere, so that it reaches only
 * into its own folder and those below it.
 */
public final class DataFiles {
  private static final int MOST = 1 << 20;
  private static final Pattern NUMBER = Pattern.compile("%(0?)(\\d{0,2})[di]");

  private DataFiles() {}

  /** A file by the name that a header gives it. */
  public static Path resolve(Path header, String name) {
    Path folder = header.toAbsolutePath().normalize().getParent();
    Path file;
    try {
      file = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw outside(header, "a name that no file can have", e);
    }
    if (name.isBlank() || !file.startsWith(folder) || file.equals(folder)) {
      throw outside(header, name, null);
    }
    // As the user named the folder, for messages.
    return header.resolveSibling(folder.relativize(file));
  }

  private static ImageFormatException outside(Path header, String name, Throwable cause) {
    return new ImageFormatException(
        "The header names its voxels as '" + name + "', which is not in its folder",
        header.toString(),
        "a file beside the header or in a folder below it",
        "move the files together and correct the name in the header",
        cause);
  }

  /** Files by names each. */
  public static List<Path> all(Path header, List<String> names) {
    return names.stream().map(name -> resolve(header, name)).toList();
  }

  /**
   * Files by a pattern as printf has it, such as {@code slice%03d.raw}, with numbers from {@code
   * first} to {@code last} by {@code step}.
   *
   * @param format as {@link ImageFormat#name}
   */
  public static List<Path> numbered(
      Path header, String format, String pattern, long first, long last, long step) {
    Matcher number = NUMBER.matcher(pattern);
    if (!number.find() || pattern.indexOf('%') != pattern.lastIndexOf('%')) {
      throw Damage.header(
          header, format, "'" + pattern + "' is no pattern of names", "one %d, or one like %03d");
    }
    long count = step == 0 ? 0 : (last - first) / step + 1;
    if (count < 1 || count > MOST) {
      throw Damage.header(
          header,
          format,
          "numbers from " + first + " to " + last + " by " + step,
          "1 to " + MOST + " files");
    }
    String flags = number.group(1) + number.group(2);
    String form = "%" + (flags.equals("0") ? "" : flags) + "d";
    List<Path> files = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      String name =
          pattern.substring(0, number.start())
              + String.format(java.util.Locale.ROOT, form, first + i * step)
              + pattern.substring(number.end());
      files.add(resolve(header, name));
    }
    return files;
  }
}
