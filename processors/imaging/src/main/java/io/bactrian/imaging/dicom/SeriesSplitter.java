package io.bactrian.imaging.dicom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the volumes of one series apart: planes of other directions or sizes, and where places are
 * taken more than once, by echo, time, diffusion weighting and the like.
 */
final class SeriesSplitter {
  /** Millimetres below which two planes are in one place. */
  static final double SAME_PLACE = 1e-3;

  private SeriesSplitter() {}

  static List<DicomSeries> split(DicomSeries series) {
    List<List<DicomFrame>> parallel = new ArrayList<>();
    for (DicomFrame frame : series.frames()) {
      parallel.stream()
          .filter(group -> group.get(0).isParallelTo(frame))
          .findFirst()
          .orElseGet(
              () -> {
                List<DicomFrame> group = new ArrayList<>();
                parallel.add(group);
                return group;
              })
          .add(frame);
    }
    List<DicomSeries> volumes = new ArrayList<>();
    for (int i = 0; i < parallel.size(); i++) {
      String part = parallel.size() == 1 ? "" : "plane " + (i + 1);
      volumes.addAll(byTraits(series.with(part, parallel.get(i))));
    }
    return volumes;
  }

  private static List<DicomSeries> byTraits(DicomSeries series) {
    List<DicomFrame> frames = series.frames();
    if (!frames.get(0).isPlaced() || places(frames) == frames.size()) {
      return List.of(series);
    }
    Set<String> names = new LinkedHashSet<>();
    frames.forEach(frame -> names.addAll(frame.traits().keySet()));
    for (boolean whole : new boolean[] {true, false}) {
      for (String name : names) {
        Map<String, List<DicomFrame>> parts = by(name, frames);
        if (parts.size() > 1 && isSplit(parts, places(frames), whole)) {
          List<DicomSeries> volumes = new ArrayList<>();
          parts.forEach(
              (value, part) -> volumes.addAll(byTraits(series.with(name + " " + value, part))));
          return volumes;
        }
      }
    }
    return List.of(series);
  }

  private static Map<String, List<DicomFrame>> by(String trait, List<DicomFrame> frames) {
    Map<String, List<DicomFrame>> parts = new LinkedHashMap<>();
    for (DicomFrame frame : frames) {
      String value = frame.traits().getOrDefault(trait, "none");
      parts.computeIfAbsent(value, key -> new ArrayList<>()).add(frame);
    }
    return parts;
  }

  /** Each part must fill every place: once ({@code whole}), or with more to split in it. */
  private static boolean isSplit(Map<String, List<DicomFrame>> parts, int places, boolean whole) {
    return parts.values().stream()
        .allMatch(part -> places(part) == places && (!whole || part.size() == places));
  }

  /** How many different places there are along the normal. */
  private static int places(List<DicomFrame> frames) {
    double[] normal = frames.get(0).normal();
    double[] along = frames.stream().mapToDouble(frame -> frame.along(normal)).sorted().toArray();
    int places = 1;
    for (int i = 1; i < along.length; i++) {
      places += along[i] - along[i - 1] > SAME_PLACE ? 1 : 0;
    }
    return places;
  }
}
