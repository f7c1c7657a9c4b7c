package io.bactrian.learning.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.evaluation.Regions;
import io.bactrian.learning.operators.TrainingOperators;

/** What the loss of a segmentation compares the network's output with. */
public final class VoxelTargets {
  private VoxelTargets() {}

  /** The classes of a model, as regions of the labels that its label maps hold. */
  public static Regions regions(ModelSettings model) {
    return new Regions(model.voxelLabels(), model.voxelLabelsOfClasses());
  }

  /**
   * The labels themselves where each voxel has one class; otherwise whether each is in each class.
   *
   * @param labels N, spatial: places in the model's voxel labels
   * @return the same, or float32 N, classes, spatial of 0 and 1, in the manager of the labels
   */
  public static NDArray of(ModelSettings model, NDArray labels) {
    if (!model.regions()) {
      return labels;
    }
    boolean[][] memberships = regions(model).memberships();
    float[] table = new float[memberships.length * model.classes()];
    for (int i = 0; i < table.length; i++) {
      table[i] = memberships[i / model.classes()][i % model.classes()] ? 1 : 0;
    }
    Shape shape = new Shape(memberships.length, model.classes());
    try (NDArray rows = labels.getManager().create(table, shape)) {
      return TrainingOperators.loss("memberships", labels, rows);
    }
  }
}
