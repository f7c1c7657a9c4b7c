package io.bactrian.cohort.folder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The name of a file as BIDS 1.9 has it: {@code sub-01_ses-02_acq-fast_run-1_T1w.nii.gz}.
 *
 * @param entities key to value, such as {@code acq} to {@code fast}, in the order of the name
 * @param suffix what the image is, such as {@code T1w}
 */
record BidsName(Map<String, String> entities, String suffix) {
  /**
   * Takes the name of an image apart, or what a user gives of one, such as {@code acq-fast_T1w}.
   *
   * @param stem without the extension
   * @return null when it is no such name
   */
  static BidsName of(String stem) {
    String[] parts = stem.split("_", -1);
    String suffix = parts[parts.length - 1];
    if (!suffix.matches("[A-Za-z0-9]+")) {
      return null;
    }
    Map<String, String> entities = new LinkedHashMap<>();
    for (int i = 0; i < parts.length - 1; i++) {
      String[] pair = parts[i].split("-", 2);
      if (pair.length < 2 || pair[0].isEmpty() || entities.put(pair[0], pair[1]) != null) {
        return null;
      }
    }
    return new BidsName(entities, suffix);
  }

  /** The name of an image file, or null for a file of another kind. */
  static BidsName ofImage(String fileName) {
    boolean image = fileName.matches("(?i).*\\.(nii|nii\\.gz|png|tif|tiff|jpg|jpeg)");
    return image ? of(FileIdentifier.withoutExtension(fileName)) : null;
  }

  /** Whether a name has the suffix and all entities of this one. */
  boolean fits(BidsName name) {
    return suffix.equals(name.suffix())
        && name.entities().entrySet().containsAll(entities.entrySet());
  }
}
