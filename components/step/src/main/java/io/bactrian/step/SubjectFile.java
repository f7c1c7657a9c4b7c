package io.bactrian.step;

/** How the files of a subject are named in the user's own folder. */
public final class SubjectFile {
  private SubjectFile() {}

  /**
   * The id as a file name. Where it is none, such as one with a slash, those characters are
   * replaced and a number added that tells it from others, so that it can neither leave its folder
   * nor meet another subject's file.
   */
  public static String name(String id) {
    String plain = id.replaceAll("[^\\p{L}\\p{N}._ -]", "_").replaceFirst("^\\.", "_");
    return plain.equals(id) ? id : plain + "-" + Integer.toHexString(id.hashCode());
  }
}
