package io.bactrian.imaging.normalize;

import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The standard scale of Nyul standardization: where, in each channel, percentiles of an image come
 * to lie. Learned from the images of a cohort.
 *
 * @param settings that the images were measured by
 * @param channels for each channel the standard value of each percentile, not falling
 * @param subjects that they were learned from
 */
public record NyulLandmarks(NyulSettings settings, List<List<Double>> channels, int subjects) {
  public NyulLandmarks {
    channels = channels.stream().map(List::copyOf).toList();
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("Landmarks of no channel");
    }
    for (List<Double> channel : channels) {
      if (!isScale(channel, settings.percentiles().size())) {
        throw new IllegalArgumentException("Not one value a percentile, not falling: " + channel);
      }
    }
  }

  private static boolean isScale(List<Double> channel, int size) {
    if (channel.size() != size || !Channels.isRange(channel.get(0), channel.get(size - 1))) {
      return false;
    }
    for (int i = 1; i < size; i++) {
      if (!(channel.get(i) >= channel.get(i - 1))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Percentiles of each channel of one subject: what a cohort's scale is learned from.
   *
   * @throws ImageContentException when a mask holds nothing, or the percentiles are all the same
   */
  public static List<List<Double>> measure(Sample sample, NyulSettings settings, String subject) {
    List<List<Double>> channels = new ArrayList<>();
    for (int i = 0; i < sample.channels().size(); i++) {
      float[] voxels = sample.channels().get(i).toFloats();
      double[] values = measure(voxels, sample, i, settings, Channels.where(subject, i));
      channels.add(Arrays.stream(values).boxed().toList());
    }
    return channels;
  }

  static double[] measure(
      float[] voxels, Sample sample, int channel, NyulSettings settings, String where) {
    Region region =
        Region.of(settings.mask(), sample.channels().get(channel), voxels, sample, where);
    double[] percents = settings.percentiles().stream().mapToDouble(p -> p).toArray();
    double[] values = Percentiles.of(region.someValues(voxels, where), percents);
    if (!Channels.isRange(values[0], values[values.length - 1])) {
      throw Channels.constant(
          "between the percentiles", values[0], values[values.length - 1], where);
    }
    return values;
  }

  /**
   * Learns the scale: each subject's percentiles are mapped linearly so that the first and the last
   * come to lie at {@code minimum} and {@code maximum}, and then averaged.
   *
   * @param measured of each subject, for each channel, in an order that does not matter
   * @throws ImageContentException when subjects have different numbers of channels
   */
  public static NyulLandmarks learn(List<List<List<Double>>> measured, NyulSettings settings) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("Landmarks from no subject");
    }
    List<Integer> counts = measured.stream().map(List::size).distinct().sorted().toList();
    if (counts.size() > 1) {
      throw new ImageContentException(
          "Subjects have different numbers of channels: " + counts,
          "the " + measured.size() + " subjects that landmarks are learned from",
          "the same channels of each subject, in the same order",
          "look at the files in the table; a file with several volumes is several channels");
    }
    List<List<Double>> channels = new ArrayList<>();
    for (int channel = 0; channel < measured.get(0).size(); channel++) {
      double[] sums = new double[settings.percentiles().size()];
      for (List<List<Double>> subject : measured) {
        List<Double> values = subject.get(channel);
        double first = values.get(0);
        double extent = values.get(values.size() - 1) - first;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += (values.get(i) - first) / extent;
        }
      }
      double range = settings.maximum() - settings.minimum();
      channels.add(
          Arrays.stream(sums)
              .map(sum -> settings.minimum() + range * sum / measured.size())
              .boxed()
              .toList());
    }
    return new NyulLandmarks(settings, channels, measured.size());
  }
}
