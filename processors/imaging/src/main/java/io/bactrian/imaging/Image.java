package io.bactrian.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * One channel of pixels with its {@link Geometry}. Voxels lie x fastest, then y, then z.
 *
 * <p>The voxels are either a float array on the heap, or bytes in the type and byte order of a file
 * (often memory-mapped), read as {@code stored * slope + intercept}. Treated as immutable: who
 * makes an image from an array gives the array away.
 */
public final class Image {
  private final Geometry geometry;
  private final PixelType type;
  private final float[] floats;
  private final ByteBuffer[] slabs;
  private final int slicesPerSlab;
  private final double slope;
  private final double intercept;

  private Image(
      Geometry geometry,
      PixelType type,
      float[] floats,
      ByteBuffer[] slabs,
      int slicesPerSlab,
      double slope,
      double intercept) {
    this.geometry = Objects.requireNonNull(geometry);
    this.type = Objects.requireNonNull(type);
    this.floats = floats;
    this.slabs = slabs;
    this.slicesPerSlab = slicesPerSlab;
    this.slope = slope;
    this.intercept = intercept;
  }

  /**
   * An image of the given floats, which are not copied.
   *
   * @param voxels x fastest, then y, then z; as many as {@code geometry} has
   */
  public static Image of(float[] voxels, Geometry geometry) {
    if (voxels.length != geometry.voxels()) {
      throw new IllegalArgumentException(
          voxels.length + " values for " + geometry.voxels() + " voxels");
    }
    return new Image(geometry, PixelType.FLOAT32, voxels, null, 0, 1, 0);
  }

  /**
   * An image over stored bytes, which are not copied.
   *
   * @param slabs consecutive runs of {@code slicesPerSlab} whole slices (the last may be shorter),
   *     each with the byte order of its file; several since a buffer holds at most 2 GiB
   * @param slope factor from stored to real values
   * @param intercept added after the factor
   */
  public static Image of(
      ByteBuffer[] slabs,
      int slicesPerSlab,
      PixelType type,
      double slope,
      double intercept,
      Geometry geometry) {
    long bytes = 0;
    for (ByteBuffer slab : slabs) {
      bytes += slab.capacity();
    }
    if (bytes != geometry.voxels() * type.bytes()) {
      throw new IllegalArgumentException(bytes + " bytes for " + geometry.voxels() + " " + type);
    }
    return new Image(geometry, type, null, slabs.clone(), slicesPerSlab, slope, intercept);
  }

  /** As the general form, for a volume in one buffer. */
  public static Image of(ByteBuffer voxels, PixelType type, Geometry geometry) {
    return of(new ByteBuffer[] {voxels}, geometry.size(2), type, 1, 0, geometry);
  }

  public Geometry geometry() {
    return geometry;
  }

  /** The type of the stored voxels. */
  public PixelType type() {
    return type;
  }

  public double slope() {
    return slope;
  }

  public double intercept() {
    return intercept;
  }

  /** The same voxels under another geometry of the same size. */
  public Image withGeometry(Geometry other) {
    if (other.voxels() != geometry.voxels()) {
      throw new IllegalArgumentException("Geometry of another size: " + other);
    }
    return new Image(other, type, floats, slabs, slicesPerSlab, slope, intercept);
  }

  /** Bytes of the Java heap that the voxels take; 0 when they are mapped from a file. */
  public long heapBytes() {
    if (floats != null) {
      return 4L * floats.length;
    }
    long bytes = 0;
    for (ByteBuffer slab : slabs) {
      bytes += slab.isDirect() ? 0 : slab.capacity();
    }
    return bytes;
  }

  /** The real value of one voxel. For single voxels; use {@link #read} or {@link #toFloats}. */
  public double value(int x, int y, int z) {
    if (floats != null) {
      return floats[(z * geometry.size(1) + y) * geometry.size(0) + x];
    }
    return stored(x, y, z) * slope + intercept;
  }

  private double stored(int x, int y, int z) {
    ByteBuffer slab = slabs[z / slicesPerSlab];
    int index = byteIndex(x, y, z);
    return switch (type) {
      case UINT8 -> slab.get(index) & 0xff;
      case INT8 -> slab.get(index);
      case UINT16 -> slab.getShort(index) & 0xffff;
      case INT16 -> slab.getShort(index);
      case UINT32 -> slab.getInt(index) & 0xffffffffL;
      case INT32 -> slab.getInt(index);
      case UINT64 -> unsigned(slab.getLong(index));
      case INT64 -> slab.getLong(index);
      case FLOAT32 -> slab.getFloat(index);
      case FLOAT64 -> slab.getDouble(index);
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
  }

  private int byteIndex(int x, int y, int z) {
    long voxel = ((long) (z % slicesPerSlab) * geometry.size(1) + y) * geometry.size(0) + x;
    return Math.toIntExact(voxel * type.bytes());
  }

  /**
   * Copies {@code count} voxels along x, from (x, y, z) on, as real values.
   *
   * @param target receives them from {@code offset} on
   */
  public void readRow(int x, int y, int z, int count, float[] target, int offset) {
    if (floats != null) {
      int from = (z * geometry.size(1) + y) * geometry.size(0) + x;
      System.arraycopy(floats, from, target, offset, count);
      return;
    }
    ByteBuffer slab = slabs[z / slicesPerSlab];
    int index = byteIndex(x, y, z);
    switch (type) {
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = slab.get(index + i) & 0xff;
        }
      }
      case INT8 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = slab.get(index + i);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = slab.getShort(index + 2 * i) & 0xffff;
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = slab.getShort(index + 2 * i);
        }
      }
      case FLOAT32 -> {
        ByteOrder order = slab.order();
        FloatBuffer view =
            slab.duplicate().order(order).position(index).slice().order(order).asFloatBuffer();
        view.get(target, offset, count);
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = (float) (slab.getInt(index + 4 * i) * slope + intercept);
        }
        return;
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = (float) (slab.getDouble(index + 8 * i) * slope + intercept);
        }
        return;
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target[offset + i] = (float) (stored(x + i, y, z) * slope + intercept);
        }
        return;
      }
    }
    if (slope != 1 || intercept != 0) {
      for (int i = offset; i < offset + count; i++) {
        target[i] = (float) (target[i] * slope + intercept);
      }
    }
  }

  /**
   * Copies a box that lies within the image.
   *
   * @param start first voxel, x, y, z
   * @param size voxels of the box along x, y, z
   * @param target receives them, x fastest, from {@code offset} on
   */
  public void read(int[] start, int[] size, float[] target, int offset) {
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        readRow(
            start[0],
            start[1] + y,
            start[2] + z,
            size[0],
            target,
            offset + (z * size[1] + y) * size[0]);
      }
    }
  }

  /**
   * All voxels as real values, x fastest. For an image over floats on the heap this is its own
   * array, not to be written to.
   *
   * @throws ImageContentException for more voxels than an array can hold
   */
  public float[] toFloats() {
    if (floats != null) {
      return floats;
    }
    float[] values = new float[arrayLength(geometry)];
    int slice = geometry.size(0) * geometry.size(1);
    Slices.forEach(
        geometry.size(2),
        z ->
            read(
                new int[] {0, 0, z},
                new int[] {geometry.size(0), geometry.size(1), 1},
                values,
                z * slice));
    return values;
  }

  /**
   * All voxels as real values in an array of the caller's own, x fastest.
   *
   * @throws ImageContentException for more voxels than an array can hold
   */
  public float[] copyFloats() {
    return floats != null ? floats.clone() : toFloats();
  }

  private static int arrayLength(Geometry geometry) {
    if (geometry.voxels() > Integer.MAX_VALUE - 8) {
      throw new ImageContentException(
          "The image has " + geometry.voxels() + " voxels, more than fit into memory as a whole",
          geometry.toString(),
          "at most " + (Integer.MAX_VALUE - 8) + " voxels",
          "crop or shrink the image first, or work on patches of it");
    }
    return (int) geometry.voxels();
  }

  /**
   * The stored bytes of one slice, as they are in memory or in the file: in the image's type and
   * the byte order of the buffer, without slope and intercept.
   */
  public ByteBuffer storedSlice(int z) {
    int pixels = geometry.size(0) * geometry.size(1);
    if (floats != null) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * pixels).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(floats, z * pixels, pixels);
      return bytes;
    }
    ByteBuffer slab = slabs[z / slicesPerSlab];
    return slab.duplicate()
        .position(byteIndex(0, 0, z))
        .limit(byteIndex(0, 0, z) + pixels * type.bytes())
        .slice()
        .order(slab.order());
  }
}
