package io.bactrian.workflow;

import io.bactrian.safety.FileTrees;
import io.bactrian.safety.MissingFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of tasks in folders named by what went into them: {@code work/ab/cdef.../}.
 *
 * <p>The same task again is answered from the store, also after a crash and also from another
 * process or machine on the same volume. A task works in a temporary folder that is forced to the
 * disk and renamed when it is done: a folder that exists is complete. Who is asked for a task that
 * another is computing waits for that one. Names in the store are hashes; who the patient is cannot
 * be read from them. Safe for use by many threads and processes.
 */
public final class TaskStore {
  private static final Logger LOG = LoggerFactory.getLogger(TaskStore.class);

  private final Path root;
  private final TaskListener listener;
  private final boolean verify;
  private final Digests digests;
  private final Lineage lineage;
  private final Tokens tokens;
  private final Claims claims;

  /** Does the work of a task: writes its files into {@code folder}, which is empty. */
  @FunctionalInterface
  public interface Work {
    void into(Path folder) throws IOException;
  }

  /**
   * @param root the work folder; made when the first task is stored
   */
  public TaskStore(Path root) {
    this(root, TaskListener.NONE, false);
  }

  /**
   * @param listener is told of every task
   * @param verify whether inputs are read even where their time and size are known, and stored
   *     outputs are compared with their digests before they are trusted
   */
  public TaskStore(Path root, TaskListener listener, boolean verify) {
    this.root = root.toAbsolutePath().normalize();
    this.listener = listener;
    this.verify = verify;
    this.digests = new Digests(this.root.resolve("digests"), verify);
    this.lineage = new Lineage(this.root);
    this.tokens = new Tokens(this.root.resolve(Tokens.SECRET));
    this.claims = new Claims(this.root);
    removeAbandoned();
  }

  public Path root() {
    return root;
  }

  /**
   * The folder with the results of {@code task}: the stored one, or else filled by {@code work}.
   *
   * @throws MissingFileException when an input does not exist
   * @throws UncheckedIOException when an input cannot be read or the store cannot be written
   */
  public Path run(Task task, Work work) {
    return run(task, new TaskContext(task.step(), null), work);
  }

  /** As the shorter form, telling the listener who asked. */
  public Path run(Task task, TaskContext context, Work work) {
    return run(task, context, null, List.of(), work);
  }

  /**
   * A task whose results lie in a folder of the user's, such as a model: only their record is in
   * the store. What an earlier attempt has left in that folder is still there when {@code work} is
   * called, which may go on from it.
   *
   * @param place the folder of the results; given to {@code work}
   * @param outputs names in it of the files that must be there, unchanged, for a hit
   */
  public void runAt(Task task, TaskContext context, Path place, List<String> outputs, Work work) {
    run(task, context, place.toAbsolutePath().normalize(), outputs, work);
  }

  private Path run(Task task, TaskContext context, Path place, List<String> names, Work work) {
    try {
      List<TaskRecord.Input> inputs = inputs(task);
      String key = key(task, inputs);
      Call call =
          new Call(task, context, key, token(context), inputs, place, names, Report.start(context));
      Lookup found = lookup(call);
      if (found.hit() && TaskFolder.touch(TaskFolder.of(root, key))) {
        return hit(call, found);
      }
      Claims.Claim claim = claims.await(key, () -> lookup(call).hit());
      try {
        found = lookup(call);
        return found.hit() && TaskFolder.touch(TaskFolder.of(root, key))
            ? hit(call, found)
            : compute(call, changes(call, found), work);
      } finally {
        claim.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Task " + task.step() + ": " + e.getMessage(), e);
    }
  }

  /** What one call of run is about. */
  private record Call(
      Task task,
      TaskContext context,
      String key,
      String token,
      List<TaskRecord.Input> inputs,
      Path place,
      List<String> names,
      Report report) {}

  /** What the store has: null without a record; damage is empty when all is well. */
  private record Lookup(TaskRecord stored, List<Change> damage) {
    boolean hit() {
      return stored != null && damage.isEmpty();
    }
  }

  private Lookup lookup(Call call) throws IOException {
    Path folder = TaskFolder.of(root, call.key());
    TaskRecord stored = TaskFolder.recordOrNull(folder);
    if (stored == null) {
      return new Lookup(null, List.of());
    }
    String place = call.place() == null ? null : call.place().toString();
    if (place != null && !place.equals(stored.place())) {
      return new Lookup(stored, List.of(new Change("folder of the result", null, null)));
    }
    return new Lookup(stored, TaskFolder.damage(folder, stored, verify));
  }

  private Path hit(Call call, Lookup found) {
    listener.ended(call.report().hit(call.key(), call.task(), call.token(), found.stored()));
    return TaskFolder.of(root, call.key());
  }

  private List<Change> changes(Call call, Lookup found) throws IOException {
    List<Change> changes =
        found.stored() != null
            ? found.damage()
            : lineage.changes(call.token(), call.task(), call.inputs()).orElse(List.of());
    if (!changes.isEmpty()) {
      LOG.info("{} is computed, since this changed: {}", call.context().step(), changes);
    }
    return changes;
  }

  private Path compute(Call call, List<Change> changes, Work work) throws IOException {
    Closeable entered = call.context().gate().enter();
    call.report().begin();
    listener.started(call.key(), call.context().step(), call.token());
    try {
      TaskRecord done = call.place() == null ? inside(call, work) : outside(call, work);
      lineage.add(call.token(), call.task().step(), call.key());
      listener.ended(call.report().computed(call.token(), changes, done));
      return TaskFolder.of(root, call.key());
    } catch (IOException | RuntimeException | Error e) {
      listener.ended(call.report().failed(call.key(), call.task(), call.token(), changes, e));
      throw e;
    } finally {
      entered.close();
    }
  }

  private TaskRecord inside(Call call, Work work) throws IOException {
    Path folder = TaskFolder.of(root, call.key());
    Path partial = partial();
    try {
      work.into(partial);
      TaskRecord done =
          call.report()
              .record(
                  call.key(),
                  call.task(),
                  call.inputs(),
                  null,
                  TaskFolder.outputs(partial, folder, digests));
      TaskFolder.write(partial, partial, done);
      publish(partial, folder);
      return done;
    } finally {
      FileTrees.delete(partial);
    }
  }

  private TaskRecord outside(Call call, Work work) throws IOException {
    work.into(call.place());
    List<TaskRecord.Output> outputs = new ArrayList<>();
    for (String name : call.names()) {
      Path file = call.place().resolve(name);
      outputs.add(new TaskRecord.Output(name, Files.size(file), digests.ofFinal(file, file)));
    }
    Path partial = partial();
    try {
      TaskRecord done =
          call.report()
              .record(call.key(), call.task(), call.inputs(), call.place().toString(), outputs);
      TaskFolder.write(partial, call.place(), done);
      Path folder = TaskFolder.of(root, call.key());
      FileTrees.delete(folder);
      publish(partial, folder);
      return done;
    } finally {
      FileTrees.delete(partial);
    }
  }

  private Path partial() throws IOException {
    Owner.in(root);
    return Files.createDirectories(
        root.resolve(".partial").resolve(Owner.id() + "." + UUID.randomUUID()));
  }

  private void publish(Path partial, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    if (Files.exists(folder) && !isWhole(folder)) {
      LOG.warn("The stored task {} was damaged and is made again", folder.getFileName());
      Path old = partial();
      Files.move(folder, old.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
      FileTrees.delete(old);
    }
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process finished the same task first: its result is as good.
      if (!isWhole(folder)) {
        throw e;
      }
    }
  }

  private boolean isWhole(Path folder) throws IOException {
    TaskRecord stored = TaskFolder.recordOrNull(folder);
    return stored != null && TaskFolder.damage(folder, stored, verify).isEmpty();
  }

  /** The SHA-256 of step, version, options and the content of the inputs. */
  public String key(Task task) {
    try {
      return key(task, inputs(task));
    } catch (IOException e) {
      throw new UncheckedIOException("Task " + task.step() + ": " + e.getMessage(), e);
    }
  }

  private static String key(Task task, List<TaskRecord.Input> inputs) throws IOException {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("step", task.step());
    identity.put("version", task.version());
    identity.put("options", task.options());
    identity.put("inputs", inputs.stream().map(TaskRecord.Input::sha256).toList());
    return Digests.ofText(Json.MAPPER.writeValueAsString(identity));
  }

  private String token(TaskContext context) throws IOException {
    return context.subject() == null ? null : tokens.of(context.subject());
  }

  private List<TaskRecord.Input> inputs(Task task) throws IOException {
    List<TaskRecord.Input> inputs = new ArrayList<>();
    for (int i = 0; i < task.inputs().size(); i++) {
      Path path = task.inputs().get(i);
      try {
        inputs.add(
            new TaskRecord.Input(
                task.names().get(i), path.toString(), Files.size(path), digests.of(path)));
      } catch (NoSuchFileException e) {
        throw new MissingFileException(
            "The file " + path.getFileName() + " does not exist",
            path.toString(),
            "an existing file",
            "correct the path or restore the file",
            e);
      }
    }
    return inputs;
  }

  /** Removes what processes left behind when they were killed. */
  private void removeAbandoned() {
    try (Stream<Path> folders = list(root.resolve(".partial"))) {
      for (Path folder : folders.toList()) {
        String owner = folder.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        if (Owner.isGone(root, owner)) {
          FileTrees.delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot tidy up {}: {}", root, e.toString());
    }
  }

  private static Stream<Path> list(Path folder) throws IOException {
    return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
  }
}
