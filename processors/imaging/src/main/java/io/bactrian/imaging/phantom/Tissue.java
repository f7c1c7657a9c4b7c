package io.bactrian.imaging.phantom;

/** What a point of the head consists of, with its signal in T1 weighting (white matter = 1). */
enum Tissue {
  AIR(0),
  SKIN_AND_FAT(0.95),
  MUSCLE(0.5),
  BONE(0.1),
  FLUID(0.2),
  GRAY_MATTER(0.66),
  WHITE_MATTER(1),
  DEEP_NUCLEUS(0.76),
  HIPPOCAMPUS(0.6),
  TUMOUR_RIM(1.3),
  TUMOUR_CORE(0.42),
  OEDEMA(0.8);

  private final double signal;

  Tissue(double signal) {
    this.signal = signal;
  }

  double signal() {
    return signal;
  }

  /** The label of the structure that the tissue belongs to; 0 for background. */
  int label() {
    return switch (this) {
      case HIPPOCAMPUS -> HeadPhantom.HIPPOCAMPUS;
      case TUMOUR_RIM, TUMOUR_CORE -> HeadPhantom.TUMOUR;
      default -> 0;
    };
  }
}
