package io.bactrian.learning.augmentation.picture;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.safety.AtomicFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture of each augmentation, the image before and after, and one of all of them. Images that
 * are given in turn each show the augmentations that they can.
 */
public final class ContactSheet {
  /** The picture of all. */
  public static final String SHEET = "augmentations.png";

  private static final int SIDE = 168;
  private static final int GAP = 6;
  private static final int TITLE = 20;
  private static final int COLUMNS = 5;
  private static final Color PAPER = new Color(0x171717);
  private static final Color INK = new Color(0xe8e8e8);

  private final List<Gallery> galleries;
  private final long seed;

  /**
   * @param galleries an augmentation is shown on the first that can
   * @param seed another one gives other examples
   */
  public ContactSheet(List<Gallery> galleries, long seed) {
    this.galleries = List.copyOf(galleries);
    this.seed = seed;
  }

  /**
   * Writes NAME.png for each augmentation that can be shown, and {@link #SHEET}.
   *
   * @return the names that were shown, in order
   */
  public List<String> write(Path folder, List<AugmentationSettings> augmentations) {
    List<BufferedImage> tiles = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (Gallery gallery : galleries) {
      tiles.add(
          titled(draw(gallery, gallery.original()), gallery.hasColours() ? "colours" : "image"));
    }
    for (AugmentationSettings one : augmentations) {
      Gallery gallery = galleries.stream().filter(g -> g.shows(one)).findFirst().orElse(null);
      if (gallery == null) {
        continue;
      }
      BufferedImage before = titled(draw(gallery, gallery.original()), "image");
      long drawn = seed * 31 + one.name().hashCode();
      BufferedImage after = titled(draw(gallery, gallery.changed(one, drawn)), one.name());
      write(folder.resolve(one.name() + ".png"), grid(List.of(before, after), 2));
      tiles.add(after);
      shown.add(one.name());
    }
    write(folder.resolve(SHEET), grid(tiles, COLUMNS));
    return shown;
  }

  private static BufferedImage draw(Gallery gallery, Section section) {
    return section.draw(SIDE, gallery.original().window());
  }

  private static BufferedImage titled(BufferedImage picture, String title) {
    BufferedImage tile = new BufferedImage(SIDE, SIDE + TITLE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = tile.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, tile.getWidth(), tile.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(INK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    graphics.drawString(title, 2, TITLE - 6);
    graphics.drawImage(picture, 0, TITLE, null);
    graphics.dispose();
    return tile;
  }

  private static BufferedImage grid(List<BufferedImage> tiles, int columns) {
    int rows = (tiles.size() + columns - 1) / columns;
    int width = columns * (SIDE + GAP) + GAP;
    int height = rows * (SIDE + TITLE + GAP) + GAP;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < tiles.size(); i++) {
      int x = GAP + i % columns * (SIDE + GAP);
      int y = GAP + i / columns * (SIDE + TITLE + GAP);
      graphics.drawImage(tiles.get(i), x, y, null);
    }
    graphics.dispose();
    return sheet;
  }

  private static void write(Path file, BufferedImage picture) {
    AtomicFiles.write(file, out -> ImageIO.write(small(picture), "png", out));
  }

  /** With a byte a pixel where all pixels are grey or of an outline, which halves the file. */
  private static BufferedImage small(BufferedImage picture) {
    int greys = 256 - Section.OUTLINES.length;
    int[] palette = new int[256];
    for (int i = 0; i < greys; i++) {
      palette[i] = 0x010101 * (255 * i / (greys - 1));
    }
    for (int i = 0; i < Section.OUTLINES.length; i++) {
      palette[greys + i] = Section.OUTLINES[i].getRGB() & 0xffffff;
    }
    IndexColorModel model = new IndexColorModel(8, 256, palette, 0, false, -1, 0);
    BufferedImage small =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y) & 0xffffff;
        int index = (rgb & 0xff) * (greys - 1) / 255;
        if (rgb != 0x010101 * (rgb & 0xff)) {
          index = greys;
          while (index < 256 && palette[index] != rgb) {
            index++;
          }
        }
        if (index == 256) {
          return picture;
        }
        small.getRaster().setSample(x, y, 0, index);
      }
    }
    return small;
  }
}
