/**
 * One label map from the predictions of several models, on the grid of the original image.
 *
 * <p>Predictions may lie on other grids than the original and than each other: they are brought
 * onto the original grid by physical coordinates, probabilities linearly and labels by the nearest
 * voxel. Where voxel centres coincide (after cropping, padding, flipping, exchanging axes) that is
 * an exact copy. What no prediction covers is background.
 */
package io.bactrian.evaluation.fusion;
