package io.bactrian.cohort.configuration;

/**
 * How a window slides over an image: {@code inference_mechanism}.
 *
 * @param aggregation {@code crop} (of overlapping windows the middle counts), {@code average}, or
 *     weighted towards the middle, {@code gaussian} or {@code hann}
 * @param overlap voxels that neighbouring windows share along each axis
 * @param batchSize windows a forward pass
 * @param testTimeFlips whether the probabilities of images mirrored along the axes that training
 *     mirrors are averaged in
 */
public record InferenceSettings(
    String aggregation, int overlap, int batchSize, boolean testTimeFlips) {
  public static InferenceSettings of(String aggregation, int overlap) {
    return new InferenceSettings(aggregation, overlap, 1, false);
  }
}
