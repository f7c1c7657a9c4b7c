package io.bactrian.imaging.io.nrrd;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.DataFiles;
import io.bactrian.imaging.io.HeaderText;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.Packing;
import io.bactrian.imaging.io.VoxelFiles;
import io.bactrian.imaging.io.VoxelPart;
import io.bactrian.imaging.io.VoxelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** NRRD with its voxels behind the header (.nrrd), or in files that the header names (.nhdr). */
public final class NrrdFormat implements ImageFormat {
  @Override
  public String name() {
    return NrrdFields.FORMAT;
  }

  @Override
  public boolean matches(ImageStart start) {
    return !start.packed() && start.has(0, "NRRD");
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    NrrdFields fields = NrrdFields.read(path);
    NrrdHeader header = NrrdHeader.parse(fields);
    List<VoxelPart> parts = new ArrayList<>();
    for (Path file : dataFiles(fields, header)) {
      parts.add(part(fields, header, file, fields.get("datafile") == null ? fields.end() : 0));
    }
    if (fields.get("datafile") != null && parts.size() > 1) {
      long bytes = header.layout().bytes() / parts.size();
      for (int i = 0; i < parts.size(); i++) {
        parts.set(i, fromEnd(fields, parts.get(i), bytes));
      }
    } else {
      parts.set(0, fromEnd(fields, parts.get(0), header.layout().bytes()));
    }
    return VoxelFiles.read(parts, header.layout());
  }

  private static VoxelPart part(NrrdFields fields, NrrdHeader header, Path file, long start)
      throws IOException {
    long lines = fields.whole("lineskip", 0);
    long bytes = fields.whole("byteskip", 0);
    if (lines < 0 || bytes < -1 || bytes == -1 && header.packing() != Packing.RAW) {
      throw fields.broken(
          "line skip is " + lines + ", byte skip is " + bytes,
          "at least 0; byte skip -1 only where the encoding is raw");
    }
    long offset = HeaderText.skipLines(file, start, lines);
    if (header.packing() == Packing.RAW) {
      return VoxelPart.raw(
          file, bytes < 0 ? offset : Math.addExact(offset, Math.min(bytes, 1L << 50)));
    }
    return new VoxelPart(file, offset, header.packing(), bytes);
  }

  /** A byte skip of -1: the voxels are the end of the file. */
  private static VoxelPart fromEnd(NrrdFields fields, VoxelPart part, long bytes)
      throws IOException {
    return fields.whole("byteskip", 0) == -1
        ? VoxelPart.raw(part.file(), Math.max(part.offset(), Files.size(part.file()) - bytes))
        : part;
  }

  private static List<Path> dataFiles(NrrdFields fields, NrrdHeader header) {
    String data = fields.get("datafile");
    if (data == null) {
      return List.of(fields.file());
    }
    String[] words = data.split("\\s+");
    boolean list = words[0].toUpperCase(Locale.ROOT).equals("LIST");
    boolean numbered = words.length >= 4 && words[0].contains("%");
    if (!list && !numbered) {
      return List.of(DataFiles.resolve(fields.file(), data));
    }
    checkPieces(fields, header, words, list ? 1 : 4);
    List<Path> files =
        list
            ? DataFiles.all(fields.file(), fields.list())
            : DataFiles.numbered(
                fields.file(),
                NrrdFields.FORMAT,
                words[0],
                whole(fields, words[1]),
                whole(fields, words[2]),
                whole(fields, words[3]));
    if (files.isEmpty()) {
      throw fields.broken("its list of files is empty", "a name a line below 'data file: LIST'");
    }
    return files;
  }

  /** Files hold slabs of so many axes: slices or more, since we map whole slices. */
  private static void checkPieces(NrrdFields fields, NrrdHeader header, String[] words, int at) {
    long axes = words.length > at ? whole(fields, words[at]) : header.axes() - 1;
    int least = Math.min(2, header.axes()) + (header.layout().components() > 1 ? 1 : 0);
    if (axes < Math.min(least, header.axes() - 1) || axes > header.axes()) {
      throw fields.broken("each file holds " + axes + " axes", least + " to " + header.axes());
    }
  }

  private static long whole(NrrdFields fields, String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw fields.broken("data file has '" + word + "'", "a whole number");
    }
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return NrrdHeader.parse(NrrdFields.read(path)).layout().geometry();
  }

  @Override
  public List<Path> files(Path path) throws IOException {
    NrrdFields fields = NrrdFields.read(path);
    List<Path> files = new ArrayList<>(List.of(path));
    if (fields.get("datafile") != null) {
      files.addAll(dataFiles(fields, NrrdHeader.parse(fields)));
    }
    return files;
  }

  @Override
  public List<String> endings() {
    return List.of(".nrrd", ".nhdr");
  }

  @Override
  public void write(Path file, VoxelSource voxels) {
    NrrdWriter.write(file, voxels);
  }
}
