package io.bactrian.component.fuse;

import java.nio.file.Path;

/** Where the label map of a subject goes in the user's own folder. */
final class SubjectFile {
  private SubjectFile() {}

  /**
   * {@code folder/ID.nii.gz}. An id that is no plain file name, such as one with a slash, has those
   * characters replaced and a number added that tells it from others, so that it can neither leave
   * the folder nor meet another subject's file.
   */
  static Path in(Path folder, String id) {
    String plain = id.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replaceFirst("^\\.", "_");
    String name = plain.equals(id) ? id : plain + "-" + Integer.toHexString(id.hashCode());
    return folder.resolve(name + ".nii.gz");
  }
}
