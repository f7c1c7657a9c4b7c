package io.bactrian.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * process on the same volume. A task works in a temporary folder that is renamed when it is done: a
 * folder that exists is complete. Names in the store are hashes; who the patient is cannot be read
 * from them. Safe for use by many threads and processes.
 */
public final class TaskStore {
  private static final Logger LOG = LoggerFactory.getLogger(TaskStore.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String RECORD = "task.json";

  private final Path root;
  private final Digests digests;
  private final TaskListener listener;

  /** Does the work of a task: writes its files into {@code folder}, which is empty. */
  @FunctionalInterface
  public interface Work {
    void into(Path folder) throws IOException;
  }

  /**
   * @param root the work folder; made when the first task is stored
   */
  public TaskStore(Path root) {
    this(root, TaskListener.NONE);
  }

  /**
   * @param listener is told of every task
   */
  public TaskStore(Path root, TaskListener listener) {
    this.listener = listener;
    this.root = root.toAbsolutePath().normalize();
    this.digests = new Digests(this.root.resolve("digests"));
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
    Instant start = Instant.now();
    Usage usage = Usage.start(context.wholeProcess());
    try {
      List<TaskRecord.Input> inputs = inputs(task);
      String key = key(task, inputs);
      Path folder = root.resolve(key.substring(0, 2)).resolve(key.substring(2));
      boolean hit = isComplete(folder);
      if (!hit) {
        listener.started(key, context.step(), context.subject());
        try {
          compute(task, key, inputs, folder, work);
        } catch (IOException | RuntimeException | Error e) {
          listener.ended(report(key, task, context, start, usage, false, e, 0));
          throw e;
        }
      }
      listener.ended(report(key, task, context, start, usage, hit, null, bytes(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Task " + task.step() + ": " + e.getMessage(), e);
    }
  }

  private static TaskReport report(
      String key,
      Task task,
      TaskContext context,
      Instant start,
      Usage usage,
      boolean hit,
      Throwable error,
      long bytes) {
    return new TaskReport(
        key,
        context.step(),
        task.version(),
        context.subject() == null ? null : Digests.ofText(context.subject()).substring(0, 8),
        hit,
        List.of(),
        context.attempt(),
        start,
        Instant.now(),
        usage.cpuSeconds(),
        Usage.peakMemoryBytes(),
        error == null ? TaskReport.Outcome.DONE : TaskReport.Outcome.FAILED,
        error == null ? null : error.getClass().getSimpleName(),
        bytes);
  }

  private static long bytes(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(RECORD).toFile(), TaskRecord.class).outputs().stream()
        .mapToLong(TaskRecord.Output::bytes)
        .sum();
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
    return Digests.ofText(JSON.writeValueAsString(identity));
  }

  private List<TaskRecord.Input> inputs(Task task) throws IOException {
    List<TaskRecord.Input> inputs = new ArrayList<>();
    for (Path path : task.inputs()) {
      try {
        inputs.add(new TaskRecord.Input(path.toString(), Files.size(path), digests.of(path)));
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

  private Path compute(Task task, String key, List<TaskRecord.Input> inputs, Path folder, Work work)
      throws IOException {
    Path partial = root.resolve(".partial").resolve(owner() + "." + UUID.randomUUID());
    Files.createDirectories(partial);
    try {
      Instant start = Instant.now();
      work.into(partial);
      TaskRecord done =
          new TaskRecord(
              key,
              task.step(),
              task.version(),
              task.options(),
              inputs,
              System.getProperty("java.version"),
              host(),
              start.toString(),
              Instant.now().toString(),
              outputs(partial));
      JSON.writeValue(partial.resolve(RECORD).toFile(), done);
      Files.createDirectories(folder.getParent());
      publish(partial, folder);
      return folder;
    } finally {
      deleteTree(partial);
    }
  }

  private static void publish(Path partial, Path folder) throws IOException {
    if (Files.exists(folder) && !isComplete(folder)) {
      LOG.warn("The stored task {} has lost files and is made again", folder);
      deleteTree(folder);
    }
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another thread or process finished the same task first: its result is as good.
      if (!isComplete(folder)) {
        throw e;
      }
    }
  }

  private List<TaskRecord.Output> outputs(Path folder) throws IOException {
    List<TaskRecord.Output> outputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        outputs.add(new TaskRecord.Output(name, Files.size(file), digests.of(file)));
      }
    }
    return outputs;
  }

  /** Someone may have tidied up by hand: a file that is gone or cut off makes a task incomplete. */
  private static boolean isComplete(Path folder) throws IOException {
    Path record = folder.resolve(RECORD);
    if (!Files.isRegularFile(record)) {
      return false;
    }
    for (TaskRecord.Output output : JSON.readValue(record.toFile(), TaskRecord.class).outputs()) {
      Path file = folder.resolve(output.name());
      if (!Files.isRegularFile(file) || Files.size(file) != output.bytes()) {
        return false;
      }
    }
    return true;
  }

  private static String owner() {
    return host() + "." + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Removes what processes of this machine left behind when they were killed. */
  private void removeAbandoned() {
    String here = host() + ".";
    try (Stream<Path> folders = list(root.resolve(".partial"))) {
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        if (name.startsWith(here)) {
          String pid = name.substring(here.length()).replaceFirst("\\..*", "");
          if (pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            deleteTree(folder);
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot tidy up {}: {}", root, e.toString());
    }
  }

  private static Stream<Path> list(Path folder) throws IOException {
    return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
