package io.bactrian.bench;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A cohort of tiny subjects: a bright box in noise, and its label. Arguments: folder, number of
 * subjects, voxels along an axis. Writes {@code data.csv}.
 */
public final class TinySubjects {
  private TinySubjects() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    StringBuilder table = new StringBuilder("SubjectID,Channel_0,Label\n");
    for (int i = 0; i < count; i++) {
      String name = String.format("s%05d", i);
      write(folder, name, new Random(i), size);
      table.append(String.format("%s,%s.nii,%s-label.nii%n", name, name, name));
    }
    Files.writeString(folder.resolve("data.csv"), table);
  }

  private static void write(Path folder, String name, Random random, int size) {
    Geometry grid =
        new Geometry(
            new int[] {size, size, size},
            new double[] {1, 1, 1},
            new double[] {0, 0, 0},
            new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1});
    float[] voxels = new float[size * size * size];
    int[] labels = new int[voxels.length];
    int from = 1 + random.nextInt(size / 3);
    int to = from + size / 2;
    for (int i = 0; i < voxels.length; i++) {
      int x = i % size;
      int y = i / size % size;
      int z = i / size / size;
      boolean inside = Math.min(x, Math.min(y, z)) >= from && Math.max(x, Math.max(y, z)) < to;
      labels[i] = inside ? 1 : 0;
      voxels[i] = 100 + 20 * (float) random.nextGaussian() + (inside ? 200 : 0);
    }
    ImageWriter.write(folder.resolve(name + ".nii"), Image.of(voxels, grid));
    ImageWriter.write(folder.resolve(name + "-label.nii"), new LabelMap(labels, grid));
  }
}
