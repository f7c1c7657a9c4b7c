package io.bactrian.imaging.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipTest {
  /** Around the size of a block, and with a remainder after many. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 5_000_000})
  void anyGzipReadsIt(int length) throws IOException {
    Random random = new Random(length);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    // Half of it noise, which grows when packed, half of it all alike.
    for (int i = length / 2; i < length; i++) {
      bytes[i] = (byte) (i / 1000);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ParallelGzip gzip = new ParallelGzip(packed);
    for (int at = 0; at < length; ) {
      int some = Math.min(length - at, 1 + random.nextInt(100_000));
      gzip.write(bytes, at, some);
      at += some;
    }
    gzip.finish();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(packed.size()).isLessThan(length * 6 / 10 + 64);
  }
}
