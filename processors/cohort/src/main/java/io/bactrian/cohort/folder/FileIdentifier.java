package io.bactrian.cohort.folder;

import io.bactrian.cohort.CohortException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of one channel, or the label maps, are told from others.
 *
 * <p>Either GaNDLF's text, such as {@code _t1.nii.gz}, which the name of a file ends with or
 * contains; or a pattern of the path below the folder, such as {@code images/*_0000.nii.gz}, in
 * which {@code *} is the subject and, where it stands again, the same text.
 *
 * @param text as given
 * @param role for messages, such as {@code Channel_0}
 */
record FileIdentifier(String text, String role) {
  /** How well a name fits, the least best. */
  static final int ENDS = 0;

  static final int ENDS_BEFORE_EXTENSION = 1;
  static final int CONTAINS = 2;
  static final int NOT = 3;

  boolean isPattern() {
    return text.contains("*");
  }

  /** How many folders below the one that is read the file lies. */
  int depth() {
    return (int) text.chars().filter(c -> c == '/').count();
  }

  int fit(String fileName) {
    if (fileName.endsWith(text)) {
      return ENDS;
    }
    if (withoutExtension(fileName).endsWith(text)) {
      return ENDS_BEFORE_EXTENSION;
    }
    return fileName.contains(text) ? CONTAINS : NOT;
  }

  /** What stands before this text in the name of a file that it fits. */
  String before(String fileName) {
    return fileName.substring(0, fileName.lastIndexOf(text));
  }

  /**
   * The subject in a path, or null when the pattern does not fit.
   *
   * @param path below the folder, with {@code /} between names
   */
  String subject(String path) {
    Matcher matcher = regex().matcher(path);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private Pattern regex() {
    StringBuilder regex = new StringBuilder();
    String[] parts = text.split("\\*", -1);
    for (int i = 0; i < parts.length; i++) {
      regex.append(i == 0 ? "" : i == 1 ? "([^/]+)" : "\\1").append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(regex.toString());
  }

  static String withoutExtension(String fileName) {
    return fileName.replaceFirst("(?i)(\\.nii|\\.ome)?\\.[a-z0-9]{1,5}$", "");
  }

  /**
   * @throws CohortException for texts that are empty or given twice, or of both kinds
   */
  static void check(List<FileIdentifier> identifiers) {
    long patterns = identifiers.stream().filter(FileIdentifier::isPattern).count();
    if (patterns != 0 && patterns != identifiers.size()) {
      throw mistake(
          "Some identifiers are patterns with *, others are not",
          identifiers,
          "all of one kind: _t1.nii.gz,_t2.nii.gz or images/*_t1.nii.gz,images/*_t2.nii.gz",
          "Write all as patterns of the path below the input folder");
    }
    for (FileIdentifier identifier : identifiers) {
      String text = identifier.text();
      if (text.isBlank() || (text.contains("/") && !identifier.isPattern())) {
        throw mistake(
            text.isBlank()
                ? "The identifier of " + identifier.role() + " is empty"
                : "The identifier " + text + " has a folder, but no *",
            identifiers,
            "a part of file names, such as _t1.nii.gz, or a pattern such as images/*_t1.nii.gz",
            "Write * where the subject's name stands");
      }
      if (identifiers.stream().filter(other -> other.text().equals(text)).count() > 1) {
        throw mistake(
            "The identifier " + text + " is given twice",
            identifiers,
            "a different one for every channel and the label",
            "Correct or remove one of them");
      }
    }
  }

  private static CohortException mistake(
      String what, List<FileIdentifier> identifiers, String expected, String mend) {
    String where =
        String.join(", ", identifiers.stream().map(i -> i.role() + " " + i.text()).toList());
    return new CohortException(what, where, expected, mend);
  }
}
