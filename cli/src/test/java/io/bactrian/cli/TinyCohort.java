package io.bactrian.cli;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Bright boxes on a dark noisy ground: 20 x 18 x 16 voxels, RAS, 1 mm. */
final class TinyCohort {
  static final Geometry GRID =
      new Geometry(
          new int[] {20, 18, 16},
          new double[] {1, 1, 1},
          new double[] {5, -3, 7},
          new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1});

  private final Path folder;
  private final StringBuilder table = new StringBuilder("SubjectID,Channel_0,Label\n");

  TinyCohort(Path folder) {
    this.folder = folder;
  }

  /** Adds subjects with a box of label 1 each. */
  TinyCohort subjects(int count) {
    for (int i = 0; i < count; i++) {
      add("subject" + i, i, Float.NEGATIVE_INFINITY);
    }
    return this;
  }

  /** Adds a subject one of whose voxels has this value. */
  TinyCohort subject(String id, float broken) {
    return add(id, 99, broken);
  }

  private TinyCohort add(String id, int seed, float broken) {
    Random random = new Random(seed);
    float[] voxels = new float[(int) GRID.voxels()];
    int[] labels = new int[voxels.length];
    int left = 3 + random.nextInt(5);
    for (int z = 0; z < 16; z++) {
      for (int y = 0; y < 18; y++) {
        for (int x = 0; x < 20; x++) {
          int i = (z * 18 + y) * 20 + x;
          boolean inside = x >= left && x < left + 8 && y >= 5 && y < 13 && z >= 4 && z < 12;
          labels[i] = inside ? 1 : 0;
          voxels[i] = 100 + 20 * (float) random.nextGaussian() + (inside ? 200 : 0);
        }
      }
    }
    if (broken != Float.NEGATIVE_INFINITY) {
      voxels[100] = broken;
    }
    ImageWriter.write(folder.resolve(id + ".nii.gz"), Image.of(voxels, GRID));
    ImageWriter.write(folder.resolve(id + "-label.nii.gz"), new LabelMap(labels, GRID));
    return row(id + "," + id + ".nii.gz," + id + "-label.nii.gz");
  }

  TinyCohort row(String row) {
    table.append(row).append('\n');
    return this;
  }

  Path write() throws IOException {
    return Files.writeString(folder.resolve("data.csv"), table);
  }

  /** A small network and two epochs. */
  static Path configuration(Path folder, String... more) throws IOException {
    return Files.writeString(
        folder.resolve("config.yaml"),
        """
        model: {dimension: 3, architecture: unet, base_filters: 4, depth: 2,
                norm_type: instance, class_list: [0, 1], final_layer: softmax}
        precision: fp32
        patch_size: [16, 16, 16]
        batch_size: 2
        num_epochs: 2
        learning_rate: 0.01
        loss_function: dcce
        optimizer: adam
        scheduler: constant
        metrics: [dice, hd95]
        q_samples_per_volume: 2
        nested_training: {testing: -4, validation: -3}
        data_preprocessing: {to_canonical: , normalize: }
        data_augmentation: {}
        inference_mechanism: {grid_aggregator_overlap: average, patch_overlap: 4}
        modality: rad
        """
            + String.join("\n", more)
            + "\n");
  }
}
