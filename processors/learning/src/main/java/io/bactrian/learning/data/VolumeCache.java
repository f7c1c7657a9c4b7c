package io.bactrian.learning.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Subjects that have been opened, the least recently used forgotten when they take more of the heap
 * than allowed. Each is opened by the first thread that needs it while others wait for that one.
 */
final class VolumeCache {
  private final List<SubjectSource> subjects;
  private final int channels;
  private final List<Integer> classList;
  private final long limit;
  private final Map<Integer, CompletableFuture<SubjectVolume>> entries =
      new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  VolumeCache(List<SubjectSource> subjects, int channels, List<Integer> classList, long limit) {
    this.subjects = subjects;
    this.channels = channels;
    this.classList = classList;
    this.limit = limit;
  }

  SubjectVolume get(int subject) throws InterruptedException {
    CompletableFuture<SubjectVolume> entry;
    boolean opens = false;
    synchronized (entries) {
      entry = entries.get(subject);
      if (entry == null) {
        entry = new CompletableFuture<>();
        entries.put(subject, entry);
        opens = true;
      }
    }
    if (opens) {
      open(subject, entry);
    }
    try {
      return entry.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  private void open(int subject, CompletableFuture<SubjectVolume> entry) {
    try {
      SubjectVolume volume = SubjectVolume.open(subjects.get(subject), channels, classList);
      synchronized (entries) {
        bytes += volume.heapBytes();
        entry.complete(volume);
        forgetOldest(subject);
      }
    } catch (RuntimeException | Error e) {
      synchronized (entries) {
        entries.remove(subject);
      }
      entry.completeExceptionally(e);
    }
  }

  private void forgetOldest(int keep) {
    Iterator<Map.Entry<Integer, CompletableFuture<SubjectVolume>>> oldest =
        entries.entrySet().iterator();
    while (bytes > limit && oldest.hasNext()) {
      Map.Entry<Integer, CompletableFuture<SubjectVolume>> entry = oldest.next();
      if (entry.getKey() != keep && entry.getValue().isDone()) {
        bytes -= entry.getValue().join().heapBytes();
        oldest.remove();
      }
    }
  }

  /** Heap taken by the subjects that are kept. */
  long bytes() {
    synchronized (entries) {
      return bytes;
    }
  }
}
