/** Where patches are cut out of a volume: at random, or centred on chosen structures. */
package io.bactrian.learning.sampling;
