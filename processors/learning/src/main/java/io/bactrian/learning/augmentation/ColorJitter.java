package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue of colour images, in random order (GaNDLF's
 * {@code colorjitter}, torchvision's {@code ColorJitter}). Colours are blended with black, with the
 * mean grey of the patch, or with their own grey, by a factor of which 1 changes nothing; hue is
 * shifted in HSV by a part of the circle. Values stay within 0 and full brightness, which is 1 or
 * 255. Gray is 0.2989 R + 0.587 G + 0.114 B (ITU-R 601).
 */
public final class ColorJitter implements Augmentation {
  private final Ranges brightness;
  private final Ranges contrast;
  private final Ranges saturation;
  private final Ranges hue;

  /**
   * @param brightness range of the factor (GaNDLF's default: 0 to 1)
   * @param contrast range of the factor (GaNDLF's default: 0 to 1)
   * @param saturation range of the factor (GaNDLF's default: 0 to 1)
   * @param hue range of the shift, within -0.5 and 0.5 (GaNDLF's default: these)
   */
  public ColorJitter(Ranges brightness, Ranges contrast, Ranges saturation, Ranges hue) {
    if (Math.min(brightness.minimum(), Math.min(contrast.minimum(), saturation.minimum())) < 0) {
      throw new IllegalArgumentException("brightness, contrast or saturation is below 0");
    }
    if (hue.minimum() < -0.5 || hue.maximum() > 0.5) {
      throw new IllegalArgumentException("hue is outside of -0.5 to 0.5");
    }
    this.brightness = brightness;
    this.contrast = contrast;
    this.saturation = saturation;
    this.hue = hue;
  }

  @Override
  public boolean needsColours() {
    return true;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    float full = Colours.full(patch, "colorjitter");
    int[] order = {0, 1, 2, 3};
    for (int i = 3; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    float[] amounts = {
      (float) brightness.draw(random),
      (float) contrast.draw(random),
      (float) saturation.draw(random),
      (float) hue.draw(random)
    };
    for (int first = 0; first < patch.channels(); first += 3) {
      float[] r = patch.channel(first);
      float[] g = patch.channel(first + 1);
      float[] b = patch.channel(first + 2);
      for (int change : order) {
        switch (change) {
          case 0 -> brighten(r, g, b, amounts[0], full);
          case 1 -> contrast(r, g, b, amounts[1], full);
          case 2 -> saturate(r, g, b, amounts[2], full);
          default -> turnHue(r, g, b, amounts[3], full);
        }
      }
    }
  }

  static void brighten(float[] r, float[] g, float[] b, float factor, float full) {
    for (float[] colour : new float[][] {r, g, b}) {
      for (int i = 0; i < colour.length; i++) {
        colour[i] = Math.min(full, factor * colour[i]);
      }
    }
  }

  static void contrast(float[] r, float[] g, float[] b, float factor, float full) {
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      sum += gray(r[i], g[i], b[i]);
    }
    float added = (1 - factor) * (float) (sum / r.length);
    for (float[] colour : new float[][] {r, g, b}) {
      for (int i = 0; i < colour.length; i++) {
        colour[i] = Math.max(0, Math.min(full, factor * colour[i] + added));
      }
    }
  }

  static void saturate(float[] r, float[] g, float[] b, float factor, float full) {
    for (int i = 0; i < r.length; i++) {
      float added = (1 - factor) * gray(r[i], g[i], b[i]);
      r[i] = Math.max(0, Math.min(full, factor * r[i] + added));
      g[i] = Math.max(0, Math.min(full, factor * g[i] + added));
      b[i] = Math.max(0, Math.min(full, factor * b[i] + added));
    }
  }

  private static float gray(float r, float g, float b) {
    return 0.2989f * r + 0.587f * g + 0.114f * b;
  }

  /** Turns the hue of each voxel by a part of the circle; value and saturation stay. */
  static void turnHue(float[] r, float[] g, float[] b, float shift, float full) {
    for (int i = 0; i < r.length; i++) {
      float value = Math.max(r[i], Math.max(g[i], b[i]));
      float chroma = value - Math.min(r[i], Math.min(g[i], b[i]));
      if (chroma == 0) {
        continue;
      }
      float sixth;
      if (value == r[i]) {
        sixth = (g[i] - b[i]) / chroma;
      } else if (value == g[i]) {
        sixth = 2 + (b[i] - r[i]) / chroma;
      } else {
        sixth = 4 + (r[i] - g[i]) / chroma;
      }
      sixth += 6 * shift;
      r[i] = component(5 + sixth, value, chroma, full);
      g[i] = component(3 + sixth, value, chroma, full);
      b[i] = component(1 + sixth, value, chroma, full);
    }
  }

  /** One colour of HSV: {@code V - C max(0, min(k, 4 - k, 1))} with k modulo 6 (Smith 1978). */
  private static float component(float offset, float value, float chroma, float full) {
    float k = offset - 6 * (float) Math.floor(offset / 6);
    float colour = value - chroma * Math.max(0, Math.min(k, Math.min(4 - k, 1)));
    return Math.max(0, Math.min(full, colour));
  }
}
