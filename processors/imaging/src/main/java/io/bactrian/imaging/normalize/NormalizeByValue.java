package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * (value / 255 - mean) / deviation with given numbers a channel, for pictures of 8 bits. Geometry
 * and label stay. GaNDLF's {@code normalize_by_val}, {@code normalize_imagenet}, {@code
 * normalize_standardize} (0.5 and 0.5) and {@code normalize_div_by_255} (0 and 1).
 *
 * @param means one a channel, or one for all
 * @param deviations as many, above 0
 */
public record NormalizeByValue(List<Double> means, List<Double> deviations) implements Operation {
  /** The statistics of ImageNet's red, green and blue, 0 to 1. */
  public static final NormalizeByValue IMAGENET =
      new NormalizeByValue(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Mean and deviation 0.5: to -1..1. */
  public static final NormalizeByValue STANDARDIZE =
      new NormalizeByValue(List.of(0.5), List.of(0.5));

  /** To 0..1. */
  public static final NormalizeByValue DIV_BY_255 =
      new NormalizeByValue(List.of(0.0), List.of(1.0));

  public NormalizeByValue {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          means.size() + " means for " + deviations.size() + " deviations");
    }
    if (deviations.stream().anyMatch(deviation -> !(deviation > 0))) {
      throw new IllegalArgumentException("A deviation is above 0: " + deviations);
    }
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    if (means.size() != 1 && means.size() != sample.channels().size()) {
      throw new ImageContentException(
          "Normalization is given for " + means.size() + " channels",
          "subject " + subject,
          "the " + sample.channels().size() + " channels of the subject, or one for all",
          "give one mean and one deviation a channel");
    }
    List<Image> channels = new ArrayList<>();
    for (Image channel : sample.channels()) {
      int index = means.size() == 1 ? 0 : channels.size();
      channels.add(normalize(channel, means.get(index), deviations.get(index)));
    }
    return sample.withChannels(channels);
  }

  private static Image normalize(Image image, double mean, double deviation) {
    float factor = (float) (1 / (255 * deviation));
    float shift = (float) (-mean / deviation);
    float[] voxels = image.copyFloats();
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = voxels[i] * factor + shift;
          }
        });
    return Image.of(voxels, image.geometry());
  }
}
