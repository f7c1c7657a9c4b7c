package io.bactrian.step;

import io.bactrian.workflow.TaskListener;
import io.bactrian.workflow.TaskReport;
import java.util.Collection;
import java.util.List;

/** Several listeners as one. */
record TaskListeners(List<TaskListener> listeners) implements TaskListener {
  static TaskListener of(Collection<TaskListener> listeners) {
    return listeners.size() == 1
        ? listeners.iterator().next()
        : new TaskListeners(List.copyOf(listeners));
  }

  @Override
  public void started(String key, String step, String subject) {
    listeners.forEach(listener -> listener.started(key, step, subject));
  }

  @Override
  public void ended(TaskReport report) {
    listeners.forEach(listener -> listener.ended(report));
  }
}
