/** Trained models as folders. */
package io.bactrian.learning.model;
