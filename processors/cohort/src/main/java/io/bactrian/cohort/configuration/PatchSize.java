package io.bactrian.cohort.configuration;

import java.util.List;

/** Reads {@code patch_size}: one number for all axes, or one for each. */
final class PatchSize {
  private PatchSize() {}

  /** x, y, z in voxels; z is 1 in 2D. */
  static int[] read(YamlSection whole, ModelSettings model) {
    boolean plane = model.dimension() == 2;
    String expected =
        plane ? "2 whole numbers, such as [128, 128]" : "3 whole numbers, such as [64, 64, 64]";
    YamlValue value = whole.get("patch_size");
    if (value == null) {
      throw whole
          .value()
          .mistake(
              "The key patch_size is missing",
              expected + ": voxels along x, y" + (plane ? "" : ", z"),
              "Add the key");
    }
    List<YamlValue> items = value.items();
    boolean fits = items.size() == 1 || items.size() == (plane ? 2 : 3);
    boolean flat = plane && items.size() == 3 && items.get(2).lower().equals("1");
    if (!fits && !flat) {
      throw value.wrong(
          expected + " with model.dimension " + model.dimension(), "Correct the value");
    }
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = axis == 2 && plane ? 1 : items.get(items.size() == 1 ? 0 : axis).integer(1);
    }
    int multiple = ArchitectureReader.multiple(model);
    for (int axis = 0; axis < (plane ? 2 : 3); axis++) {
      if (size[axis] % multiple != 0) {
        throw value.wrong(
            "multiples of "
                + multiple
                + ", since "
                + model.architecture()
                + " halves the patch "
                + model.depth()
                + " times (model.depth)",
            "Take "
                + nearest(size[axis], multiple)
                + " instead of "
                + size[axis]
                + ", or lower model.depth");
      }
    }
    return size;
  }

  private static int nearest(int size, int multiple) {
    return Math.max(1, Math.round(size / (float) multiple)) * multiple;
  }
}
