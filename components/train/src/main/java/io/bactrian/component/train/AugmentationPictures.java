package io.bactrian.component.train;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.phantom.HeadPhantom;
import io.bactrian.imaging.phantom.StainedTissue;
import io.bactrian.learning.augmentation.picture.ContactSheet;
import io.bactrian.learning.augmentation.picture.Gallery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a training's augmentations do, as pictures. */
public final class AugmentationPictures {
  private static final long PHANTOM = 7;
  private static final int TILE = 192;

  private AugmentationPictures() {}

  /**
   * Writes a picture of each augmentation and one of all.
   *
   * @param configuration names the augmentations
   * @param image a file of one image, or null for a synthetic head and a synthetic stained tile
   * @param label the label map of the image, or null
   * @param seed another one gives other examples
   * @return the augmentations that the image could not show
   */
  public static List<String> write(
      Path folder, Configuration configuration, Path image, Path label, long seed) {
    List<Gallery> galleries = image == null ? phantoms() : List.of(read(image, label));
    List<String> shown =
        new ContactSheet(galleries, seed).write(folder, configuration.augmentation());
    List<String> left =
        new ArrayList<>(
            configuration.augmentation().stream().map(AugmentationSettings::name).toList());
    left.removeAll(shown);
    return left;
  }

  private static List<Gallery> phantoms() {
    Sample head = HeadPhantom.generate(PHANTOM);
    return List.of(
        Gallery.of(head.channels(), head.label(), "synthetic head"),
        Gallery.of(StainedTissue.generate(TILE, PHANTOM), null, "synthetic tissue"));
  }

  private static Gallery read(Path image, Path label) {
    List<Image> channels = ImageReader.readChannels(image);
    LabelMap map = label == null ? null : LabelMap.of(ImageReader.read(label), label.toString());
    return Gallery.of(channels, map, image.toString());
  }
}
