package io.bactrian.step;

import io.bactrian.safety.UserMistakeException;
import java.util.List;
import java.util.stream.Collectors;

/** A step was given a message that it does not take: the steps of a route are in a wrong order. */
public final class StepBodyException extends UserMistakeException {
  private StepBodyException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }

  /** For a body that is none of these types. */
  public static StepBodyException unexpected(
      String step, List<Class<?>> types, Object body, Throwable cause) {
    String got = body == null ? "nothing" : "a " + body.getClass().getSimpleName();
    return new StepBodyException(
        "The step " + step + " got a message with " + got,
        "the route that uses " + step,
        types.stream().map(Class::getSimpleName).collect(Collectors.joining(" or ", "a ", "")),
        "check which step comes before it; one that works on a subject stands inside a split over"
            + " the cohort's subjects",
        cause);
  }
}
