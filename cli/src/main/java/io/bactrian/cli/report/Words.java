package io.bactrian.cli.report;

import java.util.Locale;

/** Numbers with units, as short as the eye needs them. */
final class Words {
  private Words() {}

  /** Such as 12 ms, 3.4 s, 2 min 05 s, 1 h 10 min. */
  static String seconds(double seconds) {
    if (seconds < 0.9995) {
      return String.format(Locale.ROOT, "%.0f ms", 1000 * seconds);
    }
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /** Such as 12 kB, 3.4 MB, 1.2 GB; a dash for what is not known. */
  static String bytes(long bytes) {
    if (bytes <= 0) {
      return "–";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.0f kB", Math.max(1, bytes / 1e3));
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
