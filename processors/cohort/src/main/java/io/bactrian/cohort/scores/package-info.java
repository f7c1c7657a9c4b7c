/** How well whole images were classified, or their numbers told. */
package io.bactrian.cohort.scores;
