/** Finds subjects in folders: by the names of files, and by the rules of BIDS. */
package io.bactrian.cohort.folder;
