/**
 * Reading and writing images. {@link io.bactrian.imaging.io.ImageReader} and {@link
 * io.bactrian.imaging.io.ImageWriter} are all that users need; each format is an {@link
 * io.bactrian.imaging.io.ImageFormat} in a package of its own, found by {@link
 * java.util.ServiceLoader}.
 */
package io.bactrian.imaging.io;
