/** Synthetic images whose labels are known exactly, for trying out and for tests. */
package io.bactrian.imaging.phantom;
