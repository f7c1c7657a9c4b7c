package io.bactrian.component.augment;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.augmentation.PatchData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Augments whole images with their label, as training augments patches. What is drawn depends on
 * the seed and the voxels: the same images are always changed in the same way, and those of another
 * subject in another. The geometry stays.
 *
 * @param settings in the order of the configuration
 * @param before what the images went through
 * @param seed of the configuration
 */
record AugmentOnce(List<AugmentationSettings> settings, List<PreprocessingStep> before, long seed)
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
      drawn = 31 * drawn + Arrays.hashCode(voxels);
    }
    int[] values = labelValues(sample);
    if (sample.label() != null) {
      int[] labels = sample.label().labels();
      for (int i = 0; i < labels.length; i++) {
        whole.labels()[i] = Arrays.binarySearch(values, labels[i]);
      }
    }
    whole.place(geometry.spacing(), new int[3], size, Arrays.binarySearch(values, 0), null);
    SplittableRandom random = new SplittableRandom(drawn);
    for (Augmentation augmentation : Augmentations.of(settings, before, size)) {
      augmentation.apply(whole, random);
    }
    return result(whole, sample, values);
  }

  /** Those of the map, rising, and the background (0) that comes in from outside of it. */
  private static int[] labelValues(Sample sample) {
    SortedSet<Integer> values = new TreeSet<>(Set.of(0));
    if (sample.label() != null) {
      values.addAll(sample.label().counts().keySet());
    }
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Sample result(PatchData whole, Sample sample, int[] values) {
    List<Image> channels = new ArrayList<>();
    for (int i = 0; i < whole.channels(); i++) {
      channels.add(Image.of(whole.channel(i), sample.geometry()));
    }
    if (sample.label() == null) {
      return new Sample(channels);
    }
    int[] labels = new int[whole.voxels()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values[whole.labels()[i]];
    }
    return new Sample(channels, new LabelMap(labels, sample.geometry()));
  }
}
