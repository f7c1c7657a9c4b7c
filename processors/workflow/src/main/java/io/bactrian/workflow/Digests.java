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
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of files, remembered by path, size, time of change and inode, so that a cohort is not
 * read again only to learn that it is the same. The memory is a file of hashes: no path is in it.
 */
final class Digests {
  private static final int BUFFER = 1 << 18;
  private static final int IDENTITY = 32;
  private static final Pattern LINE = Pattern.compile("[0-9a-f]{32} [0-9a-f]{64}");

  /** A file as new as this may change again without a change of its time, which has a grain. */
  private static final Duration UNSETTLED = Duration.ofSeconds(2);

  private final Path memory;
  private final boolean verify;
  private final DigestTable known = new DigestTable();

  /**
   * @param memory file that keeps the digests from run to run; lines that were cut off by a crash
   *     are passed over
   * @param verify whether every file is read, whatever is remembered of it
   */
  Digests(Path memory, boolean verify) {
    this.memory = memory;
    this.verify = verify;
    if (!verify && Files.isRegularFile(memory)) {
      try (var lines = Files.lines(memory, StandardCharsets.ISO_8859_1)) {
        lines.filter(line -> LINE.matcher(line).matches()).forEach(this::remember);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + memory, e);
      }
    }
  }

  private void remember(String line) {
    known.put(line.substring(0, IDENTITY), line.substring(IDENTITY + 1));
  }

  /** SHA-256 of the content, in hexadecimal. */
  String of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    String identity = identity(file, attributes);
    String digest = verify ? null : get(identity);
    if (digest == null) {
      digest = compute(file);
      Instant settled = Instant.now().minus(UNSETTLED);
      if (attributes.lastModifiedTime().toInstant().isBefore(settled)) {
        put(identity, digest);
      }
    }
    return digest;
  }

  /**
   * SHA-256 of a file that nobody changes any more, remembered under the path to which it is about
   * to be moved.
   */
  String ofFinal(Path file, Path target) throws IOException {
    String digest = compute(file);
    put(identity(target, Files.readAttributes(file, BasicFileAttributes.class)), digest);
    return digest;
  }

  private static String identity(Path file, BasicFileAttributes attributes) {
    return ofText(
            String.join(
                "\n",
                file.toAbsolutePath().normalize().toString(),
                Long.toString(attributes.size()),
                attributes.lastModifiedTime().toInstant().toString(),
                String.valueOf(attributes.fileKey())))
        .substring(0, IDENTITY);
  }

  private synchronized String get(String identity) {
    return known.get(identity);
  }

  private synchronized void put(String identity, String digest) throws IOException {
    if (digest.equals(known.get(identity))) {
      return;
    }
    known.put(identity, digest);
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.writeString(
        memory,
        identity + " " + digest + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** SHA-256 of the content as it is now, in hexadecimal. */
  static String compute(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, Files.size(file)))];
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
