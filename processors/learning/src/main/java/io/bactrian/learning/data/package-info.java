/** From the files of subjects to batches of augmented patches, prefetched on Java threads. */
package io.bactrian.learning.data;
