package io.bactrian.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The images that make_reference.py made, and the same voxels made here. */
public final class ReferenceImages {
  private ReferenceImages() {}

  /** The formula of make_reference.py. */
  public static int voxel(int x, int y, int z) {
    return (7 * x + 3 * y * y + 5 * z * (x + 1) + 2 * z * z) % 23;
  }

  public static Image image(Geometry geometry) {
    float[] voxels = new float[(int) geometry.voxels()];
    int i = 0;
    for (int z = 0; z < geometry.size(2); z++) {
      for (int y = 0; y < geometry.size(1); y++) {
        for (int x = 0; x < geometry.size(0); x++) {
          voxels[i++] = voxel(x, y, z);
        }
      }
    }
    return Image.of(voxels, geometry);
  }

  public static LabelMap labels(Geometry geometry) {
    return LabelMap.of(image(geometry), "reference");
  }

  /** Any rotation, right- or left-handed; spacings from 0.5 to 3; an origin within 100 mm. */
  public static Geometry randomGeometry(Random random, int... size) {
    double[] q = new double[4];
    double length = 0;
    for (int i = 0; i < 4; i++) {
      q[i] = random.nextGaussian();
      length += q[i] * q[i];
    }
    for (int i = 0; i < 4; i++) {
      q[i] /= Math.sqrt(length);
    }
    double mirror = random.nextBoolean() ? 1 : -1;
    double[] direction = {
      1 - 2 * (q[2] * q[2] + q[3] * q[3]),
      2 * (q[1] * q[2] - q[0] * q[3]),
      2 * (q[1] * q[3] + q[0] * q[2]) * mirror,
      2 * (q[1] * q[2] + q[0] * q[3]),
      1 - 2 * (q[1] * q[1] + q[3] * q[3]),
      2 * (q[2] * q[3] - q[0] * q[1]) * mirror,
      2 * (q[1] * q[3] - q[0] * q[2]),
      2 * (q[2] * q[3] + q[0] * q[1]),
      (1 - 2 * (q[1] * q[1] + q[2] * q[2])) * mirror
    };
    double[] spacing = random.doubles(3, 0.5, 3).toArray();
    double[] origin = random.doubles(3, -100, 100).toArray();
    return new Geometry(size, spacing, origin, direction);
  }

  public static Path file(String name) {
    try {
      return Path.of(ReferenceImages.class.getResource("/reference/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One number a line. */
  public static float[] numbers(String name) {
    try {
      var lines = Files.readAllLines(file(name));
      float[] numbers = new float[lines.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Float.parseFloat(lines.get(i));
      }
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
