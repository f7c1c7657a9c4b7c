package io.bactrian.imaging.io;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Voxels of files as {@link Image}s: mapped where they lie as they are in memory, unpacked onto the
 * heap otherwise. Sizes are checked against the files before memory is taken.
 */
public final class VoxelFiles {
  private static final int MOST_SLAB = Integer.MAX_VALUE - 8;

  /** Images that promise at most so many times what their file has are believed at once. */
  private static final long USUAL_RATIO = 16;

  private VoxelFiles() {}

  /** All channels of an image whose voxels lie in one file. */
  public static List<Image> read(VoxelPart part, VoxelLayout layout) throws IOException {
    return read(List.of(part), layout);
  }

  /**
   * All channels of an image: volumes in order, in each its components in order.
   *
   * @param parts files with equally many whole slices (or volumes) each, in order
   * @throws ImageFormatException when the files are shorter than the layout says, or damaged
   */
  public static List<Image> read(List<VoxelPart> parts, VoxelLayout layout) throws IOException {
    check(parts, layout);
    int slabSlices = slabSlices(parts.size(), layout);
    try (VoxelInput input = new VoxelInput(parts, layout)) {
      List<Image> images = new ArrayList<>();
      for (int volume = 0; volume < layout.volumes(); volume++) {
        images.addAll(volume(input, layout, slabSlices));
      }
      input.finish();
      return images;
    }
  }

  /** Looks whether the files can hold what the layout says. */
  public static void check(List<VoxelPart> parts, VoxelLayout layout) throws IOException {
    Path first = parts.get(0).file();
    if (layout.sliceBytes() > MOST_SLAB) {
      throw Damage.header(
          first, "image", "one slice has " + layout.sliceBytes() + " bytes", "slices below 2 GiB");
    }
    long slices = (long) layout.geometry().size(2) * layout.volumes();
    if (slices % parts.size() != 0) {
      throw Damage.header(
          first, "image", slices + " slices in " + parts.size() + " files", "as many in each");
    }
    long bytes = layout.bytes() / parts.size();
    boolean heap = layout.components() > 1 || parts.get(0).packing() != Packing.RAW;
    for (VoxelPart part : parts) {
      if (part.packing() == Packing.RAW) {
        long size = Files.size(part.file());
        if (part.offset() < 0 || size - part.offset() < bytes) {
          throw Damage.truncated(part.file(), part.offset() + bytes, size, "voxels");
        }
      } else {
        checkPacked(part, layout, part.skip() + bytes);
      }
    }
    if (heap && layout.bytes() > Runtime.getRuntime().maxMemory()) {
      throw Damage.tooLarge(first, layout.bytes());
    }
  }

  private static void checkPacked(VoxelPart part, VoxelLayout layout, long expected)
      throws IOException {
    long packed = Math.max(0, Files.size(part.file()) - part.offset());
    boolean believed =
        expected <= Runtime.getRuntime().maxMemory()
            && (expected <= packed * USUAL_RATIO
                || part.packing() == Packing.GZIP
                    && GzipFile.endsAsIfUnpacked(part.file(), expected));
    if (!believed) {
      countUnpacked(part, layout, expected);
    }
  }

  private static void countUnpacked(VoxelPart part, VoxelLayout layout, long expected)
      throws IOException {
    long found = 0;
    IOException failure = null;
    try (var in = VoxelInput.open(part, layout)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0 && found < expected; read = in.read(buffer)) {
        found += read;
      }
    } catch (EOFException | ZipException e) {
      failure = e;
    } catch (IOException e) {
      failure = VoxelInput.asDamage(e, part);
    }
    if (found < expected) {
      throw failure instanceof ZipException
          ? Damage.unpackable(part.file(), part.packing().adjective(), failure)
          : Damage.truncatedWhenUnpacked(
              part.file(), part.packing().adjective(), expected, found, failure);
    }
  }

  /** Slices of a slab: of one file and one volume, and at most 2 GiB. */
  private static int slabSlices(int parts, VoxelLayout layout) {
    int depth = layout.geometry().size(2);
    long perPart = (long) depth * layout.volumes() / parts;
    int most = (int) Math.min(depth, MOST_SLAB / layout.sliceBytes());
    if (perPart % depth == 0) {
      return most;
    }
    if (depth % perPart != 0) {
      return 1;
    }
    return perPart <= most ? (int) perPart : 1;
  }

  private static List<Image> volume(VoxelInput input, VoxelLayout layout, int slabSlices)
      throws IOException {
    int depth = layout.geometry().size(2);
    int components = layout.components();
    int count = (depth + slabSlices - 1) / slabSlices;
    ByteBuffer[][] slabs = new ByteBuffer[components][count];
    for (int i = 0; i < count; i++) {
      int slices = Math.min(slabSlices, depth - i * slabSlices);
      ByteBuffer slab = input.take(Math.toIntExact(slices * layout.sliceBytes()));
      ByteBuffer[] apart = components == 1 ? new ByteBuffer[] {slab} : apart(slab, layout);
      for (int c = 0; c < components; c++) {
        slabs[c][i] = apart[c].order(layout.order());
      }
    }
    List<Image> images = new ArrayList<>(components);
    for (ByteBuffer[] channel : slabs) {
      images.add(
          Image.of(
              channel,
              slabSlices,
              layout.type(),
              layout.slope(),
              layout.intercept(),
              layout.geometry()));
    }
    return images;
  }

  /** The components, each in a buffer of its own. */
  private static ByteBuffer[] apart(ByteBuffer slab, VoxelLayout layout) {
    int components = layout.components();
    ByteBuffer[] apart = new ByteBuffer[components];
    int size = layout.type().bytes();
    int voxels = slab.capacity() / components / size;
    slab.order(ByteOrder.nativeOrder());
    for (int c = 0; c < components; c++) {
      ByteBuffer channel = ByteBuffer.allocate(voxels * size).order(ByteOrder.nativeOrder());
      int from = c * size;
      int step = components * size;
      for (int i = 0; i < voxels; i++, from += step) {
        switch (size) {
          case 1 -> channel.put(slab.get(from));
          case 2 -> channel.putShort(slab.getShort(from));
          case 4 -> channel.putInt(slab.getInt(from));
          default -> channel.putLong(slab.getLong(from));
        }
      }
      apart[c] = channel.flip();
    }
    return apart;
  }
}
