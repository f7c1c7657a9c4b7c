package io.bactrian.workflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * This process, as others that use the same work folder see it: a name, and a file that is written
 * again every few seconds. One on the same machine is gone when its process is; one elsewhere is
 * taken for gone when its file has not been written for a while.
 */
final class Owner {
  /** How long another machine's process may be silent. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final int BEAT_SECONDS = 15;
  private static final String HOST = hostName();

  /** Containers may share a host's name but not its process numbers. */
  private static final String MACHINE = HOST.replaceAll("[^A-Za-z0-9-]", "_") + "." + namespace();

  private static final String ID = MACHINE + "." + process(ProcessHandle.current());
  private static final Map<Path, Owner> OWNERS = new ConcurrentHashMap<>();
  private static final ScheduledExecutorService HEART =
      Executors.newSingleThreadScheduledExecutor(Owner::daemon);

  private final Path folder;

  private Owner(Path folder) {
    this.folder = folder;
  }

  /** This process in a work folder; its heart beats from now on. */
  static Owner in(Path root) throws IOException {
    Owner owner = OWNERS.get(root);
    if (owner == null || !Files.exists(owner.folder.resolve(ID))) {
      Owner fresh = new Owner(Files.createDirectories(root.resolve(".owners")));
      fresh.beat();
      owner = OWNERS.putIfAbsent(root, fresh);
      if (owner == null) {
        owner = fresh;
        HEART.scheduleWithFixedDelay(
            owner::beatQuietly, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
      }
    }
    return owner;
  }

  static String id() {
    return ID;
  }

  static String host() {
    return HOST;
  }

  private void beat() throws IOException {
    // Written, not only touched: so the time is that of the machine that has the disk.
    Files.writeString(folder.resolve(ID), ID, StandardCharsets.US_ASCII);
  }

  private void beatQuietly() {
    try {
      if (Files.isDirectory(folder)) {
        beat();
      }
    } catch (IOException e) {
      // The disk is away for a moment; others wait for as long as the lease.
    }
  }

  /** Whether the process of this name will not go on with what it began. */
  static boolean isGone(Path root, String id) throws IOException {
    if (id.equals(ID)) {
      return false;
    }
    if (id.startsWith(MACHINE + ".")) {
      String process = id.substring(MACHINE.length() + 1);
      String pid = process.replaceFirst("\\..*", "");
      return !pid.matches("\\d{1,18}")
          || ProcessHandle.of(Long.parseLong(pid))
              .filter(ProcessHandle::isAlive)
              .filter(alive -> process(alive).equals(process))
              .isEmpty();
    }
    return isSilent(root.resolve(".owners").resolve(id), now(root));
  }

  private static boolean isSilent(Path heartbeat, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(heartbeat).toInstant().isBefore(now.minus(LEASE));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** The time of the machine that has the disk. */
  private static Instant now(Path root) throws IOException {
    Owner self = in(root);
    self.beat();
    return Files.getLastModifiedTime(self.folder.resolve(ID)).toInstant();
  }

  /** Number and start: numbers are used again. */
  private static String process(ProcessHandle process) {
    return process.pid()
        + "."
        + process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
    } catch (IOException | RuntimeException e) {
      return "0";
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "bactrian-heartbeat");
    thread.setDaemon(true);
    return thread;
  }
}
