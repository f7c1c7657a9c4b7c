package io.bactrian.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.safety.MissingFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureKindTest {
  @Test
  void theDiskAndTheNetworkMayWorkAgain() {
    assertThat(FailureKind.of(new UncheckedIOException(new IOException("Stale file handle"))))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureKind.of(new FileSystemException("f", null, "Input/output error")))
        .isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureKind.of(new SocketTimeoutException())).isEqualTo(FailureKind.TRANSIENT);
    assertThat(FailureKind.of(new StepTimeoutException("infer:config", 5, null)))
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void memoryMayBeFreeLater() {
    assertThat(FailureKind.of(new MemoryShortageException("s", new OutOfMemoryError("heap"))))
        .isEqualTo(FailureKind.MEMORY);
    assertThat(
            FailureKind.of(
                new IllegalStateException(
                    new RuntimeException("DefaultCPUAllocator: can't allocate memory: 1 GB"))))
        .isEqualTo(FailureKind.MEMORY);
  }

  @Test
  void badInputFailsAgain() {
    assertThat(
            FailureKind.of(
                new UncheckedIOException(
                    new IOException(new MissingFileException("a", "b", "c", "d")))))
        .isEqualTo(FailureKind.PERMANENT);
    assertThat(FailureKind.of(new NoSuchFileException("f"))).isEqualTo(FailureKind.PERMANENT);
    assertThat(FailureKind.of(new UncheckedIOException(new EOFException())))
        .isEqualTo(FailureKind.PERMANENT);
    assertThat(FailureKind.of(new IllegalArgumentException())).isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void whatTheEngineSaysOfMemoryIsForTheUserOneSentence() {
    Throwable engine =
        new IllegalStateException(
            "The following operation failed in the TorchScript interpreter.\nTraceback ...\n"
                + "DefaultCPUAllocator: can't allocate memory: you tried to allocate 2147483648 bytes");
    assertThat(FailedSubjects.reason(new RuntimeException(engine)))
        .startsWith("There is not enough memory (a machine whose Java heap may have ")
        .contains("to mend: lower batch_size, patch_size")
        .doesNotContain("Traceback");
    assertThat(NotEnoughMemoryException.of(new IllegalStateException("else"))).isNull();
  }
}
