package io.bactrian.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SHA-256 of files, remembered by path, size, time of change and inode, so that a cohort is not
 * read again only to learn that it is the same. The memory is a file of hashes: no path is in it.
 */
final class Digests {
  private static final int BUFFER = 1 << 20;

  private final Path memory;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * @param memory file that keeps the digests from run to run; lines that were cut off by a crash
   *     are passed over
   */
  Digests(Path memory) {
    this.memory = memory;
    if (Files.isRegularFile(memory)) {
      try (var lines = Files.lines(memory, StandardCharsets.US_ASCII)) {
        lines.filter(line -> line.length() == 129).forEach(this::remember);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + memory, e);
      }
    }
  }

  private void remember(String line) {
    known.put(line.substring(0, 64), line.substring(65));
  }

  /** SHA-256 of the content, in hexadecimal. */
  String of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    String identity =
        ofText(
            String.join(
                "\n",
                file.toAbsolutePath().normalize().toString(),
                Long.toString(attributes.size()),
                attributes.lastModifiedTime().toInstant().toString(),
                String.valueOf(attributes.fileKey())));
    String digest = known.get(identity);
    if (digest == null) {
      digest = compute(file);
      known.put(identity, digest);
      write(identity + " " + digest + "\n");
    }
    return digest;
  }

  private synchronized void write(String line) throws IOException {
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.writeString(
        memory,
        line,
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String compute(Path file) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
