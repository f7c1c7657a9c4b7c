package io.bactrian.learning.weights;

import ai.djl.ndarray.types.Shape;

/**
 * One tensor as the header of a safetensors file describes it.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record TensorEntry(String name, TensorType type, Shape shape, long begin, long end) {
  long bytes() {
    return end - begin;
  }
}
