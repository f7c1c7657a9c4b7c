/** What training minimizes: overlaps, cross-entropies, distances and their sums. */
package io.bactrian.learning.losses;
