package io.bactrian.imaging.io.metaimage;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.DataFiles;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.Packing;
import io.bactrian.imaging.io.VoxelFiles;
import io.bactrian.imaging.io.VoxelLayout;
import io.bactrian.imaging.io.VoxelPart;
import io.bactrian.imaging.io.VoxelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** MetaImage with its voxels behind the header (.mha), or in files that the header names (.mhd). */
public final class MetaImageFormat implements ImageFormat {
  @Override
  public String name() {
    return MetaImageHeader.FORMAT;
  }

  /** Text without a mark of its own: fields, and among the first the number of dimensions. */
  @Override
  public boolean matches(ImageStart start) {
    if (start.packed() || start.bytes().length == 0 || !Character.isLetter(start.bytes()[0])) {
      return false;
    }
    String text = new String(start.bytes(), StandardCharsets.ISO_8859_1);
    int line = text.indexOf('\n');
    return line > 0 && text.lastIndexOf('=', line) > 0 && text.matches("(?s).*\\bNDims *=.*");
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    MetaImageHeader header = MetaImageHeader.read(path);
    VoxelLayout layout = header.layout();
    boolean local = isLocal(header);
    List<VoxelPart> parts = new ArrayList<>();
    List<Path> files = dataFiles(header);
    for (Path file : files) {
      parts.add(
          part(header, layout, file, local ? header.end() : 0, layout.bytes() / files.size()));
    }
    return VoxelFiles.read(parts, layout);
  }

  private static boolean isLocal(MetaImageHeader header) {
    return header.get("elementdatafile") != null
        && header.get("elementdatafile").equalsIgnoreCase("LOCAL");
  }

  private static VoxelPart part(
      MetaImageHeader header, VoxelLayout layout, Path file, long start, long bytes)
      throws IOException {
    long skip = header.whole("headersize", 0);
    if (skip < -1 || skip > 1L << 50) {
      throw header.broken("HeaderSize is " + skip, "at least 0, or -1 for the end of the file");
    }
    if (header.isTrue("compresseddata")) {
      byte[] first;
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(Math.min(Files.size(file), start + Math.max(0, skip)));
        first = in.readNBytes(2);
      }
      boolean gzip = first.length == 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b;
      return new VoxelPart(file, start + Math.max(0, skip), gzip ? Packing.GZIP : Packing.ZLIB, 0);
    }
    boolean text = header.get("binarydata") != null && !header.isTrue("binarydata");
    if (text) {
      return new VoxelPart(file, start + Math.max(0, skip), Packing.TEXT, 0);
    }
    return VoxelPart.raw(file, skip < 0 ? Math.max(start, Files.size(file) - bytes) : start + skip);
  }

  private static List<Path> dataFiles(MetaImageHeader header) {
    String data = header.get("elementdatafile");
    if (data == null || data.isEmpty()) {
      throw header.broken("it has no ElementDataFile", "LOCAL, LIST, or the name of a file");
    }
    if (isLocal(header)) {
      return List.of(header.file());
    }
    String[] words = data.split("\\s+");
    if (words[0].toUpperCase(Locale.ROOT).equals("LIST")) {
      return listed(header, words);
    }
    if (words.length >= 3 && words[0].contains("%")) {
      return DataFiles.numbered(
          header.file(),
          MetaImageHeader.FORMAT,
          words[0],
          number(header, words[1]),
          number(header, words[2]),
          words.length > 3 ? number(header, words[3]) : 1);
    }
    return List.of(DataFiles.resolve(header.file(), data));
  }

  /** Names a line; each file holds all axes but the last, unless a number says how many. */
  private static List<Path> listed(MetaImageHeader header, String[] words) {
    int axes = header.axes();
    long each = words.length > 1 ? number(header, words[1].replaceFirst("D$", "")) : axes - 1;
    if (each < Math.min(2, axes - 1) || each > axes) {
      throw header.broken("each listed file holds " + each + " axes", "2 to " + axes);
    }
    List<String> names =
        header.rest().stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw header.broken("its list of files is empty", "a name a line");
    }
    return DataFiles.all(header.file(), names);
  }

  private static long number(MetaImageHeader header, String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw header.broken("ElementDataFile has '" + word + "'", "a whole number");
    }
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return MetaImageHeader.read(path).layout().geometry();
  }

  @Override
  public List<Path> files(Path path) throws IOException {
    MetaImageHeader header = MetaImageHeader.read(path);
    List<Path> files = new ArrayList<>(List.of(path));
    if (!isLocal(header)) {
      files.addAll(dataFiles(header));
    }
    return files;
  }

  @Override
  public List<String> endings() {
    return List.of(".mha", ".mhd");
  }

  @Override
  public void write(Path file, VoxelSource voxels) {
    MetaImageWriter.write(file, voxels);
  }
}
