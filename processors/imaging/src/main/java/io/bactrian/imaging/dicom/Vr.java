package io.bactrian.imaging.dicom;

/** Value representations of DICOM PS3.5, table 6.2-1. */
public enum Vr {
  AE(1),
  AS(1),
  AT(2),
  CS(1),
  DA(1),
  DS(1),
  DT(1),
  FD(8),
  FL(4),
  IS(1),
  LO(1),
  LT(1),
  OB(1),
  OD(8),
  OF(4),
  OL(4),
  OV(8),
  OW(2),
  PN(1),
  SH(1),
  SL(4),
  SQ(1),
  SS(2),
  ST(1),
  SV(8),
  TM(1),
  UC(1),
  UI(1),
  UL(4),
  UN(1),
  UR(1),
  US(2),
  UT(1),
  UV(8);

  private final int unit;

  Vr(int unit) {
    this.unit = unit;
  }

  /** Bytes of the words that a change of the byte order reverses; 1 for text and bytes. */
  public int unit() {
    return unit;
  }

  /** Whether explicit encodings give the length in four bytes, after two that are reserved. */
  public boolean hasLongLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
      default -> false;
    };
  }

  /** Whether the value is characters. */
  public boolean isText() {
    return switch (this) {
      case AE, AS, CS, DA, DS, DT, IS, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT -> true;
      default -> false;
    };
  }

  /** Whether a text may hold characters of the specific character set. */
  boolean usesCharacterSet() {
    return switch (this) {
      case LO, LT, PN, SH, ST, UC, UT -> true;
      default -> false;
    };
  }

  /** Whether a backslash is a character of the text and does not separate values. */
  boolean isOneText() {
    return this == LT || this == ST || this == UT || this == UR;
  }

  /** The representation of two letters, or null for letters that are none. */
  static Vr of(int first, int second) {
    for (Vr vr : values()) {
      if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
        return vr;
      }
    }
    return null;
  }
}
