/** Predicts images of any size with a trained model, by a sliding window. */
package io.bactrian.learning.inference;
