package io.bactrian.imaging.dicom;

/** The data dictionary of DICOM PS3.6. */
public final class DicomDictionary {
  private static final TagTable TABLE = new TagTable("dictionary.txt");

  private DicomDictionary() {}

  /**
   * The representation of a tag's value, {@link Vr#UN} for tags that the standard does not know.
   */
  public static Vr vr(int tag) {
    if (Tag.isPrivateCreator(tag)) {
      return Vr.LO;
    }
    if (Tag.isGroupLength(tag)) {
      return Vr.UL;
    }
    String[] row = Tag.isPrivate(tag) ? null : TABLE.row(tag);
    Vr vr = row == null ? null : Vr.of(row[1].charAt(0), row[1].charAt(row[1].length() - 1));
    return vr == null ? Vr.UN : vr;
  }

  /** For example PatientID; null for tags that the standard does not know. */
  public static String keyword(int tag) {
    String[] row = Tag.isPrivate(tag) ? null : TABLE.row(tag);
    return row == null ? null : row[2];
  }

  /** The tag with a keyword, or null. */
  public static Integer tag(String keyword) {
    return TABLE.find(2, keyword);
  }
}
