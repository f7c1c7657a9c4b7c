package io.bactrian.component.augment;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.augmentation.PatchData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Augments whole images with their label, as training augments patches. What is drawn depends on
 * the seed and the voxels: the same images are always changed in the same way, and those of another
 * subject in another. The geometry stays.
 *
 * @param settings in the order of the configuration
 * @param seed of the configuration
 * @param classes label values; what comes in from outside of an image is background
 */
record AugmentOnce(List<AugmentationSettings> settings, long seed, List<Integer> classes)
    implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry geometry = sample.geometry();
    int[] size = geometry.size();
    PatchData whole = new PatchData(size, sample.channels().size(), sample.label() != null);
    long drawn = seed;
    for (int i = 0; i < sample.channels().size(); i++) {
      float[] voxels = sample.channels().get(i).toFloats();
      System.arraycopy(voxels, 0, whole.channel(i), 0, voxels.length);
      drawn = 31 * drawn + java.util.Arrays.hashCode(voxels);
    }
    if (sample.label() != null) {
      int[] labels = sample.label().labels();
      for (int i = 0; i < labels.length; i++) {
        whole.labels()[i] = classes.indexOf(labels[i]);
      }
    }
    whole.place(geometry.spacing(), new int[3], size, Math.max(0, classes.indexOf(0)), null);
    SplittableRandom random = new SplittableRandom(drawn);
    for (Augmentation augmentation : Augmentations.of(settings, size)) {
      augmentation.apply(whole, random);
    }
    return result(whole, sample);
  }

  private Sample result(PatchData whole, Sample sample) {
    List<Image> channels = new ArrayList<>();
    for (int i = 0; i < whole.channels(); i++) {
      channels.add(Image.of(whole.channel(i), sample.geometry()));
    }
    if (sample.label() == null) {
      return new Sample(channels);
    }
    int[] labels = new int[whole.voxels()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes.get(whole.labels()[i]);
    }
    return new Sample(channels, new LabelMap(labels, sample.geometry()));
  }
}
