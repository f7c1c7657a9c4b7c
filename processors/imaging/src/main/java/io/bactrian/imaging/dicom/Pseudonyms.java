package io.bactrian.imaging.dicom;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replacements that nobody can invert or guess without the key: the same input gives the same
 * output, so that what belonged together still does (HMAC-SHA-256).
 */
public final class Pseudonyms {
  private static final int LONGEST_SHIFT = 3650;

  private final SecretKeySpec key;

  public Pseudonyms(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** A key for one run, after which nobody can repeat or undo the pseudonyms. */
  public static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** The key in a file, which is made, readable to its owner alone, where it does not exist. */
  public static byte[] key(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
      FileAttribute<?>[] owner =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Files.createFile(file, owner);
      Files.writeString(file, HexFormat.of().formatHex(randomKey()) + System.lineSeparator());
    }
    byte[] key = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    if (key.length < 16) {
      throw new MissingFileException(
          "The key of the pseudonyms is too short",
          file.toString(),
          "16 characters or more",
          "remove the file, and it is made anew; pseudonyms will then be others");
    }
    return key;
  }

  private byte[] hash(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal((purpose + '\0' + text).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  /** For an identifier of a patient; fits into SH, LO and PN. */
  public String patient(String id) {
    return "BAC" + HexFormat.of().formatHex(hash("patient", id), 0, 6).toUpperCase();
  }

  /** A UID made of a UUID (PS3.5, annex B.2). */
  String uid(String uid) {
    byte[] uuid = Arrays.copyOf(hash("uid", uid), 16);
    uuid[6] = (byte) (uuid[6] & 0x0f | 0x80);
    uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
    return "2.25." + new BigInteger(1, uuid);
  }

  /** Days, from 1 to ten years, by which the dates of a patient go back. */
  int days(String patientId) {
    byte[] hash = hash("days", patientId);
    return 1
        + new BigInteger(1, Arrays.copyOf(hash, 8))
            .mod(BigInteger.valueOf(LONGEST_SHIFT))
            .intValue();
  }
}
