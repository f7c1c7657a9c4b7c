/** How weights follow their gradients: SGD, Adam and AdamW, clipping and averaging. */
package io.bactrian.learning.optimizers;
