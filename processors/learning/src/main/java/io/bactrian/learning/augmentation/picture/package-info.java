/** Pictures of what augmentations do to an image, for people to look at. */
package io.bactrian.learning.augmentation.picture;
