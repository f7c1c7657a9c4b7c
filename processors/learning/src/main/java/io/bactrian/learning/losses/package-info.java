/** What training minimizes: soft Dice, cross-entropy and their sum. */
package io.bactrian.learning.losses;
