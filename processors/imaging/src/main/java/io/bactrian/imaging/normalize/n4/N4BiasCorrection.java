package io.bactrian.imaging.normalize.n4;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.Slices;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.MaskedVoxels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Divides each channel by a smooth field of the scanner's sensitivity, found by N4 (Tustison et
 * al., IEEE Transactions on Medical Imaging 29, 2010). Voxels of the mask that are above 0 are
 * looked at; all voxels are divided. The mean of the field's logarithm over what is looked at is 0,
 * so that an image stays about as bright as it was (ITK leaves that open, and small images there
 * may come out at twice their brightness). Geometry and label stay.
 *
 * @param mask of the tissue whose histogram is sharpened
 */
public record N4BiasCorrection(N4Settings settings, Mask mask) implements Operation {
  /** With the defaults, on the foreground. */
  public N4BiasCorrection() {
    this(N4Settings.DEFAULTS, Mask.OTSU);
  }

  @Override
  public boolean needsMask() {
    return mask == Mask.FILE;
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    List<Image> channels = new ArrayList<>();
    for (Image channel : sample.channels()) {
      String where = "subject " + subject + ", channel " + (channels.size() + 1);
      float[] voxels = channel.copyFloats();
      float[] field = field(channel, sample, where);
      Slices.forEach(
          channel.geometry().size(2),
          z -> {
            int slice = channel.geometry().size(0) * channel.geometry().size(1);
            for (int i = z * slice; i < (z + 1) * slice; i++) {
              voxels[i] /= field[i];
            }
          });
      channels.add(Image.of(voxels, channel.geometry()));
    }
    return sample.withChannels(channels);
  }

  /**
   * The field of sensitivity of a channel, above 0, at every voxel, x fastest.
   *
   * @param where names subject and channel in messages
   * @throws ImageContentException when fewer than two different values above 0 are in the mask
   */
  public float[] field(Image image, Sample sample, String where) {
    Geometry geometry = image.geometry();
    float[] voxels = image.toFloats();
    boolean[] inMask = MaskedVoxels.of(mask, image, sample, where);
    double[][] positions = new double[3][];
    int[] steps = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      steps[axis] = settings.step(geometry.size(axis));
      positions[axis] = positions(geometry.size(axis), steps[axis]);
    }
    int count = positions[0].length * positions[1].length * positions[2].length;
    float[] logarithms = new float[count];
    boolean[] inside = new boolean[count];
    Slices.forEach(
        positions[2].length,
        k -> {
          int at = k * positions[1].length * positions[0].length;
          for (double y : positions[1]) {
            int row = ((int) positions[2][k] * geometry.size(1) + (int) y) * geometry.size(0);
            for (double x : positions[0]) {
              float value = voxels[row + (int) x];
              inside[at] = inMask[row + (int) x] && value > 0;
              logarithms[at] = inside[at] ? (float) Math.log(value) : 0;
              at++;
            }
          }
        });
    check(logarithms, inside, where);
    Lattice found =
        new BiasEstimate(settings, geometry.size(), positions, logarithms, inside).run();
    return exponential(found, geometry);
  }

  private static double[] positions(int size, int step) {
    double[] positions = new double[(size - 1 - step / 2) / step + 1];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = step / 2 + i * step;
    }
    return positions;
  }

  private void check(float[] logarithms, boolean[] inside, String where) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < inside.length; i++) {
      low = inside[i] ? Math.min(low, logarithms[i]) : low;
      high = inside[i] ? Math.max(high, logarithms[i]) : high;
    }
    if (!(high > low) || Float.isInfinite(high)) {
      throw new ImageContentException(
          "There is no tissue to correct a bias field in: fewer than two different values above 0",
          where,
          "an image of positive values (MRI) with structure in the mask "
              + mask.name().toLowerCase(Locale.ROOT),
          "look at the image; choose another mask, or leave the subject or the step out");
    }
  }

  private float[] exponential(Lattice lattice, Geometry geometry) {
    double[][] all = new double[3][];
    for (int axis = 0; axis < 3; axis++) {
      all[axis] = positions(geometry.size(axis), 1);
    }
    AxisBasis[] bases = BiasEstimate.bases(geometry.size(), all, settings.finestSpans());
    int slice = geometry.size(0) * geometry.size(1);
    float[] field = new float[Math.toIntExact(geometry.voxels())];
    Slices.forEach(
        geometry.size(2),
        z -> {
          lattice.evaluateSlice(bases, z, field, z * slice);
          for (int i = z * slice; i < (z + 1) * slice; i++) {
            field[i] = (float) Math.exp(field[i]);
          }
        });
    return field;
  }
}
