package io.bactrian.bench;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import java.util.Random;

/**
 * A volume of the size of a BraTS image, 240 x 240 x 155: a textured ellipsoid of whole numbers on
 * zeros, which packs about as well as a brain does. Axes along L, P, S, so that the canonical
 * orientation has work to do.
 */
final class BrainLikeVolume {
  private BrainLikeVolume() {}

  static Image image() {
    int[] size = {240, 240, 155};
    Geometry geometry =
        new Geometry(
            size,
            new double[] {0.94, 0.94, 1.2},
            new double[] {-112, -112, -93},
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    Random random = new Random(1);
    float[] voxels = new float[(int) geometry.voxels()];
    int i = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          double a = (x - 120) / 75.0;
          double b = (y - 120) / 90.0;
          double c = (z - 78) / 65.0;
          if (a * a + b * b + c * c < 1) {
            double texture = Math.sin(x / 9.0) * Math.sin(y / 7.0) * Math.cos(z / 8.0);
            voxels[i] = Math.round(600 + 250 * texture + 20 * random.nextGaussian());
          }
        }
      }
    }
    return Image.of(voxels, geometry);
  }
}
