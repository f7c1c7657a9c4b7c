package io.bactrian.safety;

import java.util.Objects;

/**
 * Something that the user can mend: a wrong file, row, key or value.
 *
 * <p>Each kind of mistake is a subclass, so that routes can tell them apart. The message has one
 * line for what is wrong, then where, what was expected and how to mend it; the command line prints
 * it alone, without a stack trace.
 */
public abstract class UserMistakeException extends RuntimeException {
  private final String what;
  private final String where;
  private final String expected;
  private final String mend;

  /**
   * @param what what is wrong, as one sentence without a full stop
   * @param where the file, and in it the row, key or subject
   * @param expected what would have been right
   * @param mend what the user can do about it
   * @param cause the exception that showed the mistake, or null
   */
  protected UserMistakeException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(format(what, where, expected, mend), cause);
    this.what = what;
    this.where = where;
    this.expected = expected;
    this.mend = mend;
  }

  private static String format(String what, String where, String expected, String mend) {
    return Objects.requireNonNull(what)
        + "\n  where:    "
        + Objects.requireNonNull(where)
        + "\n  expected: "
        + Objects.requireNonNull(expected)
        + "\n  to mend:  "
        + Objects.requireNonNull(mend);
  }

  /** All of it in one line, for a list. */
  public String inOneLine() {
    return (what + " (" + where + "); expected: " + expected + "; to mend: " + mend)
        .replaceAll("\\s*\\R\\s*", " ");
  }

  public String what() {
    return what;
  }

  public String where() {
    return where;
  }

  public String expected() {
    return expected;
  }

  public String mend() {
    return mend;
  }
}
