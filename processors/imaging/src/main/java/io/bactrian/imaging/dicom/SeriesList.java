package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text file that names the files of one volume: {@link #TITLE}, then a path in each line, from
 * the folder of the list on. For a frame of a file with many, a tab and its number (from 1) follow.
 */
public final class SeriesList {
  /** The first line. */
  public static final String TITLE = "# DICOM series";

  private SeriesList() {}

  /** Whether these are the first bytes of a list. */
  static boolean isList(byte[] start) {
    return new String(start, 0, Math.min(start.length, TITLE.length()), StandardCharsets.US_ASCII)
        .equals(TITLE);
  }

  static boolean isList(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isList(in.readNBytes(TITLE.length()));
    }
  }

  /** Writes the planes of a volume, sorted. */
  public static void write(Path list, DicomSeries series) {
    Path folder = list.toAbsolutePath().getParent();
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    for (DicomFrame frame : SliceStack.of(series.frames(), list.toString()).frames()) {
      text.append(folder.relativize(frame.file().toAbsolutePath()));
      if (frame.format().frames() > 1) {
        text.append('\t').append(frame.index() + 1);
      }
      text.append('\n');
    }
    AtomicFiles.writeText(list, text.toString());
  }

  static List<Path> files(Path list) throws IOException {
    return List.copyOf(entries(list).keySet());
  }

  static List<DicomSeries> read(Path list) throws IOException {
    Map<Path, Set<Integer>> entries = entries(list);
    List<DicomFrame> frames = new ArrayList<>();
    DicomSeries described = null;
    for (Map.Entry<Path, Set<Integer>> entry : entries.entrySet()) {
      DicomFile file = DicomFile.readHeader(entry.getKey());
      if (!FrameHeaders.hasPixels(file.dataset())) {
        throw wrong(list, "a file without pixels: " + entry.getKey().getFileName());
      }
      for (DicomFrame frame : FrameHeaders.of(file)) {
        if (entry.getValue().isEmpty() || entry.getValue().contains(frame.index() + 1)) {
          frames.add(frame);
        }
      }
      described = described == null ? DicomSeries.of(file.dataset(), frames) : described;
    }
    if (frames.isEmpty()) {
      throw wrong(list, "no file");
    }
    return SeriesSplitter.split(described);
  }

  private static Map<Path, Set<Integer>> entries(Path list) throws IOException {
    Map<Path, Set<Integer>> entries = new LinkedHashMap<>();
    Path folder = list.toAbsolutePath().getParent();
    List<String> lines;
    try {
      lines = Files.readAllLines(list);
    } catch (MalformedInputException e) {
      throw wrong(list, "characters that are not UTF-8");
    }
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\t", 2);
      try {
        Set<Integer> frames =
            entries.computeIfAbsent(folder.resolve(parts[0]).normalize(), f -> new HashSet<>());
        if (parts.length == 2) {
          frames.add(Integer.parseInt(parts[1].strip()));
        }
      } catch (InvalidPathException | NumberFormatException e) {
        throw wrong(list, "a line that is neither a path nor a path, a tab and a frame");
      }
    }
    return entries;
  }

  private static ImageFormatException wrong(Path list, String what) {
    return new ImageFormatException(
        "The list of DICOM files has " + what,
        list.toString(),
        "a path of a DICOM image in each line, perhaps a tab and the number of a frame",
        "write the list again");
  }
}
