package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a TIFF as a volume. Reduced copies and masks are left out. Spacing comes from the
 * resolution where it has a unit, and from what ImageJ writes into the description; 1 otherwise.
 */
final class TiffStack {
  private static final int MOST_RATIO = 1400;
  private static final int WHITE_IS_ZERO = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;

  private final TiffInput input;
  private final List<TiffPage> pages = new ArrayList<>();
  private final String description;
  private final int channels;
  private final int slices;

  TiffStack(TiffInput input) throws IOException {
    this.input = input;
    for (TiffTags tags : input.directories()) {
      if ((tags.one(TiffTags.SUBFILE, 0) & 5) == 0) {
        pages.add(TiffPage.of(tags));
      }
    }
    if (pages.isEmpty()) {
      throw input.damaged("it has no page but reduced copies");
    }
    for (TiffPage page : pages) {
      if (!page.isLike(first())) {
        throw TiffPage.unread(page.tags(), "pages of different size or type");
      }
    }
    if (first().photometric() > PALETTE) {
      throw TiffPage.unread(first().tags(), "colours of kind " + first().photometric());
    }
    this.description = first().tags().description();
    int[] counts = imageJ();
    this.channels = counts[0];
    this.slices = counts[1];
    checkSize();
  }

  private TiffPage first() {
    return pages.get(0);
  }

  private Path file() {
    return first().tags().file();
  }

  /** Channels (times frames) and slices of a stack of ImageJ; its pages go by channel first. */
  private int[] imageJ() {
    if (!description.startsWith("ImageJ=")) {
      return new int[] {1, pages.size()};
    }
    double images = number("images", 1);
    if (images > pages.size()) {
      throw TiffPage.unread(first().tags(), "more images than pages, as ImageJ saves huge stacks");
    }
    double channels = number("channels", 1);
    double slices = number("slices", 1);
    double frames = number("frames", 1);
    boolean whole = channels * slices * frames == pages.size() && channels >= 1 && slices >= 1;
    return whole && (frames == 1 || channels == 1 && slices == 1)
        ? frames > 1 ? new int[] {(int) frames, 1} : new int[] {(int) channels, (int) slices}
        : new int[] {1, pages.size()};
  }

  private double number(String name, double otherwise) {
    Matcher matcher =
        Pattern.compile("(?m)^" + name + "=([-+.0-9eE]{1,30})\\s*$").matcher(description);
    try {
      return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Memory only for what the file can hold. */
  private void checkSize() {
    double bytes = 0;
    for (TiffPage page : pages) {
      double pixels = (double) page.across() * page.down() * page.blockWidth() * page.blockHeight();
      boolean packed = page.compression() != TiffPage.NONE;
      bytes += pixels * page.samples() * page.bits() / 8 / (packed ? MOST_RATIO : 1);
      // Tiles may reach beyond the picture, the last strip must not.
      if (!packed && (double) page.width() * page.height() * page.bits() / 8 > input.size()) {
        throw Damage.truncated(file(), (long) bytes, input.size(), "pages");
      }
    }
    // Twice, since a last strip is counted whole.
    if (bytes > 2.0 * input.size() + 4096) {
      throw Damage.truncated(file(), (long) bytes, input.size(), "pages");
    }
  }

  Geometry geometry() {
    double x = spacing(TiffTags.X_RESOLUTION);
    double y = spacing(TiffTags.Y_RESOLUTION);
    boolean known = description.startsWith("ImageJ=") || description.startsWith(OWN);
    double z = known ? number("spacing", 1) * imageJUnit() : 1;
    return new Geometry(
        new int[] {first().width(), first().height(), slices},
        new double[] {x, y, z > 1e-9 && z < 1e9 ? z : 1},
        new double[3],
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  /** The first line of the description that our writer leaves. */
  static final String OWN = "bactrian\n";

  private double spacing(int tag) {
    double resolution = first().tags().fraction(tag);
    double millimetres =
        switch ((int) first().tags().one(TiffTags.RESOLUTION_UNIT, 2)) {
          case 2 -> 25.4;
          case 3 -> 10;
          default -> description.startsWith("ImageJ=") ? imageJUnit() : 0;
        };
    double spacing = millimetres / resolution;
    return spacing > 1e-9 && spacing < 1e9 ? spacing : 1;
  }

  /** Millimetres of ImageJ's unit of length. */
  private double imageJUnit() {
    Matcher unit = Pattern.compile("(?m)^unit=(.{1,20})$").matcher(description);
    return switch (unit.find() ? unit.group(1).strip().toLowerCase(Locale.ROOT) : "") {
      case "mm" -> 1;
      case "cm" -> 10;
      case "um", "micron", "\\u00b5m", "\u00b5m" -> 1e-3;
      case "nm" -> 1e-6;
      case "inch" -> 25.4;
      default -> 1;
    };
  }

  /** Channels of pages in order, in each its samples. */
  List<Image> read() throws IOException {
    long bytes =
        (long) first().width()
            * first().height()
            * first().samples()
            * pages.size()
            * first().type().bytes();
    ByteBuffer[][] planes = new ByteBuffer[pages.size()][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = planes(pages.get(i), bytes);
    }
    PixelType type = first().photometric() == PALETTE ? PixelType.UINT8 : first().type();
    List<Image> images = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      for (int sample = 0; sample < planes[0].length; sample++) {
        ByteBuffer[] stack = new ByteBuffer[slices];
        for (int z = 0; z < slices; z++) {
          stack[z] = planes[z * channels + channel][sample];
        }
        images.add(Image.of(stack, 1, type, 1, 0, geometry()));
      }
    }
    return images;
  }

  private ByteBuffer[] planes(TiffPage page, long bytes) throws IOException {
    boolean mapped =
        page.compression() == TiffPage.NONE
            && page.samples() == 1
            && page.bits() >= 8
            && page.photometric() != WHITE_IS_ZERO
            && page.photometric() != PALETTE
            && isContiguous(page);
    if (mapped) {
      int count = page.width() * page.height() * page.type().bytes();
      return new ByteBuffer[] {input.map(page.offsets()[0], count)};
    }
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw Damage.tooLarge(file(), bytes);
    }
    ByteBuffer[] samples = new TiffBlocks(input, page).read();
    if (page.photometric() == WHITE_IS_ZERO && !page.type().isFloatingPoint()) {
      invert(samples, page.bits());
    }
    return page.photometric() == PALETTE ? lookedUp(samples[0], page) : samples;
  }

  /** Strips one behind the other, wholly in the file. */
  private boolean isContiguous(TiffPage page) {
    long expected = (long) page.width() * page.height() * page.type().bytes();
    long end = page.offsets()[0];
    if (page.tags().has(TiffTags.TILE_OFFSETS)) {
      return false;
    }
    for (int i = 0; i < page.down(); i++) {
      if (page.offsets()[i] != end) {
        return false;
      }
      end += page.counts()[i];
    }
    long start = page.offsets()[0];
    return start >= 0 && start <= input.size() - expected && end - start == expected;
  }

  /** Whether 0 is white is a matter of display for signed numbers too: all bits change. */
  private static void invert(ByteBuffer[] samples, int bits) {
    int mask = bits < 8 ? (1 << bits) - 1 : 0xff;
    for (ByteBuffer sample : samples) {
      for (int i = 0; i < sample.capacity(); i++) {
        sample.put(i, (byte) (sample.get(i) ^ mask));
      }
    }
  }

  private ByteBuffer[] lookedUp(ByteBuffer indices, TiffPage page) {
    long[] table = page.tags().all(TiffTags.PALETTE);
    int colours = 1 << Math.min(16, page.bits());
    if (page.type().bytes() > 2 || page.samples() > 1 || table.length < 3 * colours) {
      throw page.tags().damaged("its palette has " + table.length / 3 + " colours");
    }
    int pixels = page.width() * page.height();
    ByteBuffer[] components = new ByteBuffer[RGB + 1];
    for (int c = 0; c < components.length; c++) {
      components[c] = ByteBuffer.allocate(pixels);
      for (int i = 0; i < pixels; i++) {
        int index =
            page.type().bytes() == 2 ? indices.getShort(2 * i) & 0xffff : indices.get(i) & 0xff;
        components[c].put(i, (byte) (table[c * colours + index] >> 8));
      }
    }
    return components;
  }
}
