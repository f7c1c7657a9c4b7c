/**
 * N4 bias field correction: Tustison et al., N4ITK: Improved N3 Bias Correction, IEEE Transactions
 * on Medical Imaging 29, 2010. The logarithm of the image is sharpened ({@link
 * io.bactrian.imaging.normalize.n4.Sharpening}), what sharpening took away is fitted by a smooth
 * field ({@link io.bactrian.imaging.normalize.n4.Lattice}), and so on, on finer and finer lattices.
 */
package io.bactrian.imaging.normalize.n4;
