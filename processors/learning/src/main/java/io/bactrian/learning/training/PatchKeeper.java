package io.bactrian.learning.training;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.learning.data.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes patches as the network gets them, sampled and augmented, as images that can be looked at:
 * {@code batch_0001_patch_01.nii.gz} with all channels and {@code ..._label.nii.gz} with the label
 * values. Spacing is one, as patches have none.
 *
 * @param folder that gets them
 * @param labels the values that the indices in batches stand for
 */
record PatchKeeper(Path folder, List<Integer> labels) {
  /**
   * Writes all patches of a batch.
   *
   * @param number of the batch, from 1
   */
  void keep(int number, Batch batch) {
    int[] size = batch.patchSize();
    Geometry geometry = Geometry.ofSize(size[0], size[1], size[2]);
    int voxels = (int) geometry.voxels();
    for (int patch = 0; patch < batch.size(); patch++) {
      List<Image> channels = new ArrayList<>();
      for (int channel = 0; channel < batch.channels(); channel++) {
        float[] values = new float[voxels];
        batch.images().get((patch * batch.channels() + channel) * voxels, values);
        channels.add(Image.of(values, geometry));
      }
      String name = String.format("batch_%04d_patch_%02d", number, patch + 1);
      ImageWriter.writeChannels(folder.resolve(name + ".nii.gz"), channels);
      if (batch.labels().limit() > 0) {
        int[] values = new int[voxels];
        batch.labels().get(patch * voxels, values);
        for (int i = 0; i < voxels; i++) {
          values[i] = labels.get(values[i]);
        }
        ImageWriter.write(folder.resolve(name + "_label.nii.gz"), new LabelMap(values, geometry));
      }
    }
  }
}
