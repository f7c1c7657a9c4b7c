package io.bactrian.workflow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Forces files to the disk side by side: a file system answers all who wait with one commit of its
 * journal, so that three files take hardly longer than one.
 */
final class Forcing {
  private static final int THREADS = 8;
  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(THREADS, Forcing::daemon);

  private Forcing() {}

  /**
   * Comes back when the content of all is on the disk.
   *
   * @throws IOException when one cannot be forced; all others have been tried by then
   */
  static void toDisk(List<Path> files) throws IOException {
    List<CompletableFuture<Void>> others =
        files.stream()
            .skip(1)
            .map(file -> CompletableFuture.runAsync(() -> forceUnchecked(file), POOL))
            .toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(others.toArray(new CompletableFuture<?>[0]));
    try {
      for (Path first : files.subList(0, Math.min(1, files.size()))) {
        force(first);
      }
    } finally {
      await(all);
    }
  }

  private static void await(CompletableFuture<Void> all) throws IOException {
    try {
      all.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private static void forceUnchecked(Path file) {
    try {
      force(file);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      file.force(false);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "bactrian-forcing");
    thread.setDaemon(true);
    return thread;
  }
}
