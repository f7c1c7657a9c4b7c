package io.bactrian.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What differs between a stored task and one that is to be computed. */
final class Comparison {
  /** A training has hundreds of inputs; that all of them changed is said by a few and a number. */
  private static final int MOST_INPUTS = 8;

  private final Path root;

  Comparison(Path root) {
    this.root = root;
  }

  List<Change> changes(TaskRecord before, Task task, List<TaskRecord.Input> inputs) {
    List<Change> changes = new ArrayList<>();
    if (before.version() != task.version()) {
      changes.add(
          new Change(
              "version of the step",
              Integer.toString(before.version()),
              Integer.toString(task.version())));
    }
    Set<String> names = new TreeSet<>(task.options().keySet());
    names.addAll(before.options().keySet());
    for (String name : names) {
      String old = before.options().get(name);
      String now = task.options().get(name);
      if (!Objects.equals(old, now)) {
        changes.add(new Change("option " + name, old, now));
      }
    }
    changes.addAll(inputChanges(byName(before.inputs()), byName(inputs)));
    if (changes.isEmpty() && before.inputs().size() == inputs.size()) {
      changes.add(new Change("order of the inputs", null, null));
    }
    return changes;
  }

  private List<Change> inputChanges(
      Map<String, TaskRecord.Input> before, Map<String, TaskRecord.Input> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      TaskRecord.Input old = before.get(name);
      TaskRecord.Input fresh = now.get(name);
      if (!Objects.equals(sha(old), sha(fresh))) {
        changes.add(new Change("input " + name, sha(old), sha(fresh), madeBy(fresh)));
      }
    }
    if (changes.size() <= MOST_INPUTS) {
      return changes;
    }
    List<Change> few = new ArrayList<>(changes.subList(0, MOST_INPUTS));
    few.add(new Change("further inputs", null, Integer.toString(changes.size() - MOST_INPUTS)));
    return few;
  }

  private static Map<String, TaskRecord.Input> byName(List<TaskRecord.Input> inputs) {
    Map<String, TaskRecord.Input> byName = new LinkedHashMap<>();
    inputs.forEach(input -> byName.put(String.valueOf(input.name()), input));
    return byName;
  }

  private static String sha(TaskRecord.Input input) {
    return input == null ? null : input.sha256();
  }

  private String madeBy(TaskRecord.Input input) {
    return input == null ? null : TaskFolder.keyOf(root, Path.of(input.path()));
  }
}
