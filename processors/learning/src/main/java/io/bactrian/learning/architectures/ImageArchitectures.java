package io.bactrian.learning.architectures;

import java.util.Map;

/** The networks made to answer once an image, and those with transformers, by their names. */
final class ImageArchitectures {
  private ImageArchitectures() {}

  static Map<String, Architecture> byName() {
    return Map.of();
  }
}
