/** Trains folds: epochs, validation, checkpoints, curves, the folder of a training. */
package io.bactrian.learning.training;
