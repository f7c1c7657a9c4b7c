package io.bactrian.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short names that stand for subjects in journals and traces: the same in all runs on one work
 * folder, and not to be found out by trying all hospital numbers, since a secret of the work folder
 * goes into them.
 */
final class Tokens {
  /** Name of the file with the secret of a work folder. */
  static final String SECRET = ".secret";

  private static final int BYTES = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private byte[] secret;

  Tokens(Path file) {
    this.file = file;
  }

  /** Ten hexadecimal digits. */
  String of(String subject) throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
      byte[] all = mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }

  private synchronized byte[] secret() throws IOException {
    if (secret == null) {
      if (!Files.exists(file)) {
        make();
      }
      secret = Files.readAllBytes(file);
    }
    return secret;
  }

  /** Linked to its name once it is written: of several processes one wins, and whole. */
  private void make() throws IOException {
    Files.createDirectories(file.getParent());
    Path draft = file.resolveSibling(".secret-" + UUID.randomUUID());
    byte[] fresh = new byte[32];
    RANDOM.nextBytes(fresh);
    Files.write(draft, fresh);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its secret is as good.
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(draft, file);
    } finally {
      Files.delete(draft);
    }
  }
}
