/** What networks that answer once an image are to answer. */
package io.bactrian.learning.targets;
