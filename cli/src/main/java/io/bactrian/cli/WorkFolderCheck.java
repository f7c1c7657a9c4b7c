package io.bactrian.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the work folder can be written to and has room: without it no task gets done. */
final class WorkFolderCheck extends AbstractHealthCheck {
  private static final long LEAST_BYTES = 100_000_000;

  private final Path folder;

  WorkFolderCheck(Path folder) {
    super("bactrian", "work-folder");
    this.folder = folder;
  }

  @Override
  public boolean isLiveness() {
    // A full disk does not get better by a restart.
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    try {
      long room = Files.getFileStore(folder).getUsableSpace();
      if (!Files.isWritable(folder)) {
        result.down().message("The work folder cannot be written to");
      } else if (room < LEAST_BYTES) {
        result.down().message("The work folder has no room left");
      } else {
        result.up();
      }
      result.detail("usable.bytes", room);
    } catch (IOException e) {
      result.down().message("The work folder cannot be read");
    }
  }
}
