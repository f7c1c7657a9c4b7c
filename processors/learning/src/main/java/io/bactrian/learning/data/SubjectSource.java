package io.bactrian.learning.data;

import io.bactrian.imaging.Image;
import java.util.Collections;
import java.util.List;

/** A subject that patches are cut from; its images are opened when the first patch is due. */
public interface SubjectSource {
  /** Names the subject in messages. */
  String id();

  /** Opens the images; called from many threads, though for one subject by one at a time. */
  Images open();

  /**
   * What a subject has.
   *
   * @param channels in the order in which the network takes them, on one grid
   * @param label label values on the same grid, or null
   * @param ofFiles how many of the channels each file gave: those of one file, such as red, green
   *     and blue, are one image to augmentations
   */
  record Images(List<Image> channels, Image label, List<Integer> ofFiles) {
    public Images {
      channels = List.copyOf(channels);
      ofFiles = List.copyOf(ofFiles);
    }

    /** Each channel is an image of its own. */
    public Images(List<Image> channels, Image label) {
      this(channels, label, Collections.nCopies(channels.size(), 1));
    }
  }

  /** A subject whose images are in memory already. */
  static SubjectSource of(String id, List<Image> channels, Image label) {
    Images images = new Images(channels, label);
    return new SubjectSource() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Images open() {
        return images;
      }
    };
  }
}
