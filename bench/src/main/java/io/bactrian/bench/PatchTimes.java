package io.bactrian.bench;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.augmentation.PatchData;
import io.bactrian.learning.data.Batch;
import io.bactrian.learning.data.PatchLoader;
import io.bactrian.learning.data.SubjectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Times the making of labelled training patches of one channel: milliseconds of each augmentation
 * on one thread, with its defaults and on every patch, and the patches a second that loaders give,
 * from volumes of 160 x 192 x 160 in memory.
 *
 * <p>Arguments: side of the patch (default 64), threads of the loaders (default 2).
 */
public final class PatchTimes {
  private static final int[] VOLUME = {160, 192, 160};
  private static final double SECONDS = 1.5;

  private final int side;

  private PatchTimes(int side) {
    this.side = side;
  }

  public static void main(String[] arguments) throws InterruptedException {
    int side = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64;
    int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    PatchTimes times = new PatchTimes(side);
    for (String name : Augmentations.names()) {
      System.out.printf(Locale.ROOT, "%-22s %7.2f ms%n", name, times.milliseconds(name));
    }
    List<SubjectSource> subjects = subjects();
    List<String> usual = List.of("flip", "rotate_90", "noise", "gamma");
    List<String> all =
        Augmentations.names().stream()
            .filter(name -> !name.startsWith("hed") && !name.equals("colorjitter"))
            .toList();
    times.loader("no augmentation", subjects, List.of(), threads);
    times.loader("flip, rotate_90, noise, gamma at 0.5", subjects, usual, threads);
    times.loader("affine, elastic and these at 0.5", subjects, more(usual), threads);
    times.loader("all but colours at 0.5", subjects, all, threads);
  }

  private static List<String> more(List<String> usual) {
    return Stream.concat(Stream.of("affine", "elastic"), usual.stream()).toList();
  }

  /** Median of one augmentation on a patch that is filled anew each time. */
  private double milliseconds(String name) {
    int[] size = {side, side, side};
    boolean colours = name.startsWith("hed") || name.equals("colorjitter");
    PatchData patch = new PatchData(size, colours ? 3 : 1, true);
    float[] values = voxels((int) Math.pow(side, 3), 1);
    Augmentation augmentation =
        Augmentations.of(List.of(AugmentationSettings.of(name, 1)), size).get(0);
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    for (int i = 0; times.size() < 20 || System.nanoTime() < end; i++) {
      for (int channel = 0; channel < patch.channels(); channel++) {
        System.arraycopy(values, 0, patch.channel(channel), 0, values.length);
      }
      long begin = System.nanoTime();
      augmentation.apply(patch, new SplittableRandom(i));
      times.add((System.nanoTime() - begin) / 1e6);
    }
    times.subList(0, times.size() / 2).clear(); // the compiler warms up
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private void loader(String what, List<SubjectSource> subjects, List<String> names, int threads)
      throws InterruptedException {
    List<AugmentationSettings> settings =
        names.stream().map(name -> AugmentationSettings.of(name, 0.5)).toList();
    try (PatchLoader loader =
        PatchLoader.builder(subjects, 1, List.of(0, 1), side, side, side)
            .batchSize(2)
            .samplesPerVolume(50)
            .threads(threads)
            .augmentations(Augmentations.of(settings, side, side, side))
            .build()) {
      double rate = 0;
      for (int epoch = 0; epoch < 4; epoch++) {
        long begin = System.nanoTime();
        loader.start(epoch);
        for (Batch next = loader.next(); next != null; next = loader.next()) {
          next.close();
        }
        rate = Math.max(rate, 50.0 * subjects.size() / ((System.nanoTime() - begin) / 1e9));
      }
      System.out.printf(Locale.ROOT, "%-40s %7.1f patches/s%n", what, rate);
    }
  }

  private static List<SubjectSource> subjects() {
    Geometry geometry = Geometry.ofSize(VOLUME[0], VOLUME[1], VOLUME[2]);
    List<SubjectSource> subjects = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      float[] values = voxels((int) geometry.voxels(), i);
      float[] labels = new float[values.length];
      for (int voxel = 0; voxel < labels.length; voxel++) {
        labels[voxel] = values[voxel] > 200 ? 1 : 0;
      }
      subjects.add(
          SubjectSource.of(
              "s" + i, List.of(Image.of(values, geometry)), Image.of(labels, geometry)));
    }
    return subjects;
  }

  /** Values from 0 to 255, as colours have them. */
  private static float[] voxels(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (255 * random.nextDouble());
    }
    return values;
  }
}
