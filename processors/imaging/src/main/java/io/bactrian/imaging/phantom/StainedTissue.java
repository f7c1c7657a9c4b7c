package io.bactrian.imaging.phantom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A synthetic tile of tissue stained with haematoxylin and eosin, as a microscope sees it: fibres
 * that eosin stains pink, gaps between them, and nuclei that haematoxylin stains blue. Light passes
 * by Beer and Lambert's law through the amount of both stains at each pixel, with the colours of
 * Ruifrok and Johnston (2001).
 */
public final class StainedTissue {
  private static final double[] HAEMATOXYLIN = {0.65, 0.70, 0.29};
  private static final double[] EOSIN = {0.07, 0.99, 0.11};
  private static final double PIXELS_A_NUCLEUS = 520;

  private final int side;
  private final double[] haematoxylin;
  private final double[] eosin;

  private StainedTissue(int side, long seed) {
    this.side = side;
    haematoxylin = new double[side * side];
    eosin = new double[side * side];
    SplittableRandom random = new SplittableRandom(seed);
    fibres(random);
    int nuclei = (int) (side * side / PIXELS_A_NUCLEUS);
    for (int i = 0; i < nuclei; i++) {
      nucleus(random);
    }
  }

  /**
   * The tile of a seed.
   *
   * @param side pixels of half a micrometre
   * @return red, green and blue from 0 to 255
   */
  public static List<Image> generate(int side, long seed) {
    StainedTissue tissue = new StainedTissue(side, seed);
    return List.of(tissue.colour(0), tissue.colour(1), tissue.colour(2));
  }

  /** Waves across the tile; where their sum is low there is no tissue. */
  private void fibres(SplittableRandom random) {
    double angle = Math.PI * random.nextDouble();
    double[] phase = {9 * random.nextDouble(), 9 * random.nextDouble(), 9 * random.nextDouble()};
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double along = x * Math.cos(angle) + y * Math.sin(angle);
        double across = y * Math.cos(angle) - x * Math.sin(angle);
        double bend = 6 * Math.sin(along / 23 + phase[0]) + 3 * Math.sin(along / 9 + phase[1]);
        double wave = Math.sin((across + bend) / 7) + 0.6 * Math.sin(across / 31 + phase[2]);
        double tissue = 1 / (1 + Math.exp(-6 * (wave + 0.9)));
        double grain = 1 + 0.12 * (random.nextDouble() - 0.5);
        eosin[y * side + x] = tissue * grain * (0.28 + 0.10 * wave);
        haematoxylin[y * side + x] = 0.04 * tissue * grain;
      }
    }
  }

  private void nucleus(SplittableRandom random) {
    double centreX = side * random.nextDouble();
    double centreY = side * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    double radius = 4 + 3 * random.nextDouble();
    double flat = 0.55 + 0.4 * random.nextDouble();
    double amount = 0.55 + 0.5 * random.nextDouble();
    int reach = (int) Math.ceil(radius * 1.4);
    for (int y = (int) centreY - reach; y <= centreY + reach; y++) {
      for (int x = (int) centreX - reach; x <= centreX + reach; x++) {
        if (x < 0 || y < 0 || x >= side || y >= side) {
          continue;
        }
        double dx = x - centreX;
        double dy = y - centreY;
        double along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / radius;
        double across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / (radius * flat);
        double inside = 1 / (1 + Math.exp(9 * (Math.hypot(along, across) - 1)));
        double chromatin = 1 + 0.35 * (random.nextDouble() - 0.5);
        int at = y * side + x;
        haematoxylin[at] = Math.max(haematoxylin[at], inside * amount * chromatin);
      }
    }
  }

  private Image colour(int index) {
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      double density = haematoxylin[i] * HAEMATOXYLIN[index] + eosin[i] * EOSIN[index];
      values[i] = (float) Math.round(245 * Math.pow(10, -density));
    }
    return Image.of(values, Geometry.ofSize(side, side, 1));
  }
}
