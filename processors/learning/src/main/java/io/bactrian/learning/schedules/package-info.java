/** The learning rate as a function of how far a training is. */
package io.bactrian.learning.schedules;
