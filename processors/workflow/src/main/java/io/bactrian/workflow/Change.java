package io.bactrian.workflow;

/**
 * One reason why a task was computed although something like it is stored.
 *
 * @param what the input, option or output, such as {@code option operations} or {@code input
 *     Channel_0}; never a path
 * @param before value or digest in the nearest earlier task, or null when it had none
 * @param now value or digest in this task, or null when it has none any more
 * @param madeBy key of the task whose result the input is now, or null when it is no result of the
 *     store
 */
public record Change(String what, String before, String now, String madeBy) {
  public Change(String what, String before, String now) {
    this(what, before, now, null);
  }
}
