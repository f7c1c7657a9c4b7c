/**
 * How well a predicted label map agrees with the target, one class a time.
 *
 * <p>Where a class is empty the conventions are these:
 *
 * <ul>
 *   <li>Neither target nor prediction has it: full agreement. Ratios are 1, distances are 0, as
 *       GaNDLF and BraTS have it (MONAI and nnU-Net leave such subjects out instead).
 *   <li>Only one of them has it: Dice, Jaccard and normalized surface Dice are 0. What is then
 *       undefined is NaN (distances; sensitivity without target, precision without prediction),
 *       which the writers leave empty and the means leave out, as Metrics Reloaded recommends.
 *       GaNDLF writes a distance of 0 mm, the best there is, for a structure that was not found.
 * </ul>
 *
 * <p>Surface voxels are those of the structure with a face neighbour (an edge neighbour in a flat
 * image) outside of it or of the image, and lie at their voxel centres: the convention of MedPy,
 * which GaNDLF follows. Distances are millimetres between voxel centres.
 *
 * <p>Literature: Maier-Hein, Reinke et al., "Metrics reloaded: recommendations for image analysis
 * validation", Nature Methods 21 (2024).
 */
package io.bactrian.evaluation.metrics;
