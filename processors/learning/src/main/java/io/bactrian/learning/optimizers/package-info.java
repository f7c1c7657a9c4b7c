/** How weights follow their gradients: optimizers, clipping and averaging. */
package io.bactrian.learning.optimizers;
