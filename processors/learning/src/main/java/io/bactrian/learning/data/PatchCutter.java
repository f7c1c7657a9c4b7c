package io.bactrian.learning.data;

import io.bactrian.imaging.Geometry;
import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.augmentation.PatchData;
import java.util.SplittableRandom;

/** Makes one patch after the other for one thread: position, voxels, augmentation. */
final class PatchCutter {
  private final LoaderSettings settings;
  private final VolumeCache cache;
  private final BoxReader reader;
  private final PatchData patch;
  private final int[] start = new int[3];
  private final int[] zero = new int[3];
  private final int[] size;

  PatchCutter(LoaderSettings settings, VolumeCache cache) {
    this.settings = settings;
    this.cache = cache;
    this.size = settings.patchSize();
    this.reader = new BoxReader(settings.padding());
    this.patch = new PatchData(size, settings.channels(), settings.labelled());
  }

  /** Writes the patch at a position of the plan into a slot of a batch. */
  void cut(EpochPlan plan, int position, Batch batch, int slot) throws InterruptedException {
    int subject = plan.subject(position);
    SplittableRandom random = plan.random(position);
    SubjectVolume volume = cache.get(subject);
    Geometry geometry = volume.geometry();
    if (settings.padding() == Padding.NONE && !PatchSizes.fits(size, geometry)) {
      throw PatchSizes.tooSmall(size, geometry, settings.subjects().get(subject).id());
    }
    settings.sampler().sample(volume.classes(), size, plan.turn(position), random, start);
    reader.place(volume, start);
    for (int channel = 0; channel < settings.channels(); channel++) {
      reader.read(channel, zero, size, patch.channel(channel));
    }
    if (settings.labelled()) {
      reader.readLabels(zero, size, patch.labels());
    }
    int background = Math.max(0, volume.classes().background());
    patch.place(geometry.spacing(), start, geometry.size(), background, reader);
    patch.group(volume.ofFiles());
    for (Augmentation augmentation : settings.augmentations()) {
      augmentation.apply(patch, random);
    }
    batch.fill(slot, patch);
    if (settings.targets() != null) {
      batch.setTarget(slot, settings.targets()[subject]);
    }
  }
}
