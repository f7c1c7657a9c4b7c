package io.bactrian.workflow;

import java.util.HexFormat;

/**
 * From 128 bits of an identity to 256 bits of a digest, in one array: some 70 bytes an entry, so
 * that the files of a cohort of any size can be remembered. Not safe for several threads.
 */
final class DigestTable {
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY = 2;
  private static final int SLOT = 6;

  private long[] slots = new long[SLOT << 10];
  private int used;

  /** The digest of an identity, or null. */
  String get(String identity) {
    int at = find(slots, bits(identity, 0), bits(identity, 16));
    if (isFree(slots, at)) {
      return null;
    }
    StringBuilder digest = new StringBuilder(64);
    for (int i = KEY; i < SLOT; i++) {
      digest.append(HEX.toHexDigits(slots[at + i]));
    }
    return digest.toString();
  }

  /** Remembers a digest of 64 hexadecimal digits for an identity of at least 32. */
  void put(String identity, String digest) {
    if (3L * used * SLOT > 2L * slots.length) {
      grow();
    }
    long high = bits(identity, 0);
    long low = bits(identity, 16);
    int at = find(slots, high, low);
    used += isFree(slots, at) ? 1 : 0;
    slots[at] = high;
    slots[at + 1] = low;
    for (int i = KEY; i < SLOT; i++) {
      slots[at + i] = bits(digest, 16 * (i - KEY));
    }
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int from = 0; from < slots.length; from += SLOT) {
      if (!isFree(slots, from)) {
        System.arraycopy(slots, from, larger, find(larger, slots[from], slots[from + 1]), SLOT);
      }
    }
    slots = larger;
  }

  private static int find(long[] slots, long high, long low) {
    int count = slots.length / SLOT;
    int slot = (int) Long.remainderUnsigned(high, count);
    while (!isFree(slots, slot * SLOT)
        && (slots[slot * SLOT] != high || slots[slot * SLOT + 1] != low)) {
      slot = (slot + 1) % count;
    }
    return slot * SLOT;
  }

  private static boolean isFree(long[] slots, int at) {
    return slots[at] == 0 && slots[at + 1] == 0;
  }

  private static long bits(String hex, int from) {
    return Long.parseUnsignedLong(hex, from, from + 16, 16);
  }
}
