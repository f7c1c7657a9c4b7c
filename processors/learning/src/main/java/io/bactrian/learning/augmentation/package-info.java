/**
 * Random changes of patches while training, one class each, with the names, parameters and defaults
 * of GaNDLF and the meaning that TorchIO documents. Spatial ones move the labels with the images,
 * intensity ones leave the labels alone.
 */
package io.bactrian.learning.augmentation;
