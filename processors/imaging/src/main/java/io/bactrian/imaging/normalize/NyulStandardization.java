package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps each channel so that its percentiles come to lie at those of a standard scale, linearly in
 * between and on beyond the ends: Nyul and Udupa, Magnetic Resonance in Medicine 42, 1999; Nyul,
 * Udupa and Zhang, IEEE Transactions on Medical Imaging 19, 2000. The map never falls. Geometry and
 * label stay.
 *
 * @param landmarks learned from a cohort
 */
public record NyulStandardization(NyulLandmarks landmarks) implements Operation {
  @Override
  public boolean needsMask() {
    return landmarks.settings().mask() == Mask.FILE;
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    if (sample.channels().size() != landmarks.channels().size()) {
      throw new ImageContentException(
          "Landmarks were learned for " + landmarks.channels().size() + " channels",
          "subject " + subject,
          "as many; the subject has " + sample.channels().size(),
          "give the channels that the landmarks were learned from, in their order");
    }
    List<Image> channels = new ArrayList<>();
    for (int i = 0; i < sample.channels().size(); i++) {
      Image image = sample.channels().get(i);
      float[] voxels = image.copyFloats();
      double[] own =
          NyulLandmarks.measure(
              voxels, sample, i, landmarks.settings(), Channels.where(subject, i));
      double[] standard = landmarks.channels().get(i).stream().mapToDouble(v -> v).toArray();
      new PiecewiseLinear(own, standard).change(voxels);
      channels.add(Image.of(voxels, image.geometry()));
    }
    return sample.withChannels(channels);
  }
}
