package io.bactrian.workflow;

/**
 * Who is told of every task of a run. Called by the threads that do the tasks, many at once; must
 * return soon and never throw.
 */
public interface TaskListener {
  /** Nobody. */
  TaskListener NONE = report -> {};

  /**
   * A task is not in the store and is being computed.
   *
   * @param key of the task
   * @param step name of the step in the route, such as {@code harmonize:resample}
   * @param subject token that stands for the subject, or null
   */
  default void started(String key, String step, String subject) {}

  /** A task was answered from the store, computed, or has failed. */
  void ended(TaskReport report);
}
