package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.VoxelLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a header of NIfTI-1, NIfTI-2 or Analyze 7.5 says about the voxels that follow it (source:
 * nifti1.h and nifti2.h of the NIfTI Data Format Working Group; dbh.h of Mayo's Analyze).
 *
 * @param version 1 or 2
 * @param layout one volume for each index of the fourth and later dimensions; in LPS millimetres
 * @param voxelOffset bytes before the first voxel, extensions included
 */
record NiftiHeader(int version, VoxelLayout layout, long voxelOffset) {

  /** Bytes to have at hand for {@link #parse}; a NIfTI-1 file may be shorter. */
  static final int BYTES = 544;

  /** Fewer bytes than this are no header of either version. */
  static final int SHORTEST = 348;

  private static final int RGB = 128;
  private static final int RGBA = 2304;

  private static final Map<Integer, PixelType> TYPES =
      Map.of(
          2, PixelType.UINT8,
          4, PixelType.INT16,
          8, PixelType.INT32,
          16, PixelType.FLOAT32,
          64, PixelType.FLOAT64,
          256, PixelType.INT8,
          512, PixelType.UINT16,
          768, PixelType.UINT32,
          1024, PixelType.INT64,
          1280, PixelType.UINT64);

  private static final Map<Integer, String> OTHER_TYPES =
      Map.of(
          1, "single bits",
          32, "complex numbers",
          1536, "128 bit floats",
          1792, "complex numbers",
          2048, "complex numbers");

  /** True when the bytes begin like the header of a file that holds its voxels too. */
  static boolean isSingle(ByteBuffer bytes) {
    int version = version(bytes);
    return version > 0 && new NiftiFields(bytes, version).magic().equals("n+" + version);
  }

  /** True when the bytes begin like the header of a pair, of NIfTI or of Analyze 7.5. */
  static boolean isPair(ByteBuffer bytes) {
    return version(bytes) > 0 && !isSingle(bytes);
  }

  private static int version(ByteBuffer bytes) {
    if (bytes.limit() < 348) {
      return 0;
    }
    int size = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    if (size == 348 || Integer.reverseBytes(size) == 348) {
      return 1;
    }
    return size == 540 || Integer.reverseBytes(size) == 540 ? 2 : 0;
  }

  /**
   * @param bytes the first bytes of the (unpacked) file, as many as there are up to {@link #BYTES}
   * @param where names the file in messages
   * @throws ImageFormatException for any header that does not describe voxels we can read
   */
  static NiftiHeader parse(ByteBuffer bytes, String where) {
    int version = version(bytes);
    if (version == 0 || bytes.limit() < (version == 1 ? 348 : 540)) {
      throw new ImageFormatException(
          "No NIfTI header: the first number is neither 348 nor 540",
          where,
          "a NIfTI-1 or NIfTI-2 file",
          "give a .nii or .nii.gz file, or write this one again");
    }
    ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int size = header.getInt(0);
    header.order(size == 348 || size == 540 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    NiftiFields fields = new NiftiFields(header, version);
    String magic = fields.magic();
    boolean single = magic.equals("n+" + version);
    boolean nifti = single || magic.equals("ni" + version);
    int[] volume = volumeSize(fields, where);
    double slope = fields.slope();
    boolean scaled = nifti && slope != 0 && Double.isFinite(slope);
    if (scaled && !Double.isFinite(fields.intercept())) {
      throw broken("scl_inter is " + fields.intercept(), where, "a finite number");
    }
    VoxelLayout layout =
        new VoxelLayout(
            nifti
                ? NiftiAffine.geometry(fields, volume, where)
                : NiftiAffine.analyze(fields, volume),
            type(fields, where),
            header.order(),
            components(fields),
            volumes(fields, where),
            scaled ? slope : 1,
            scaled ? fields.intercept() : 0);
    return new NiftiHeader(version, layout, voxelOffset(fields, single, where));
  }

  private static int components(NiftiFields fields) {
    return switch (fields.typeCode()) {
      case RGB -> 3;
      case RGBA -> 4;
      default -> 1;
    };
  }

  private static int[] volumeSize(NiftiFields fields, String where) {
    long dimensions = fields.dimension(0);
    if (dimensions < 1 || dimensions > 7) {
      throw broken("It has " + dimensions + " dimensions", where, "1 to 7 dimensions");
    }
    int[] size = {1, 1, 1};
    for (int axis = 1; axis <= Math.min(3, dimensions); axis++) {
      long length = fields.dimension(axis);
      if (length < 1 || length > Integer.MAX_VALUE) {
        throw broken("Dimension " + axis + " is " + length, where, "at least 1");
      }
      size[axis - 1] = (int) length;
    }
    return size;
  }

  private static int volumes(NiftiFields fields, String where) {
    long channels = 1;
    for (int axis = 4; axis <= fields.dimension(0); axis++) {
      long length = fields.dimension(axis);
      if (length < 1
          || length > VoxelLayout.MOST_CHANNELS
          || channels * length > VoxelLayout.MOST_CHANNELS) {
        throw broken(
            "Dimension " + axis + " is " + length,
            where,
            "1 to " + VoxelLayout.MOST_CHANNELS + " volumes");
      }
      channels *= length;
    }
    return (int) channels;
  }

  private static PixelType type(NiftiFields fields, String where) {
    int code = fields.typeCode();
    PixelType type = code == RGB || code == RGBA ? PixelType.UINT8 : TYPES.get(code);
    if (type == null) {
      String name = OTHER_TYPES.get(code);
      throw new ImageFormatException(
          name == null ? "Unknown type code " + code : "The voxels are " + name,
          where,
          "one real number a voxel: whole numbers of 8 to 64 bits, or floats of 32 or 64",
          "save the channels (or the real part) as separate images of numbers");
    }
    return type;
  }

  private static long voxelOffset(NiftiFields fields, boolean single, String where) {
    int least = !single ? 0 : fields.version() == 1 ? 352 : 544;
    double offset = fields.voxelOffset();
    if (offset == 0) {
      return least;
    }
    if (!(offset >= least && offset < 1L << 40)) {
      throw broken("vox_offset is " + offset, where, "at least " + least);
    }
    return (long) offset;
  }

  static ImageFormatException broken(String what, String where, String expected) {
    return new ImageFormatException(
        "The NIfTI header is damaged: " + what,
        where,
        expected,
        "copy the file again from where it came, or write it again");
  }

  /** The header with four zero bytes behind it (no extensions), as it stands in a file. */
  ByteBuffer encode() {
    int code =
        TYPES.entrySet().stream()
            .filter(entry -> entry.getValue() == layout.type())
            .mapToInt(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    ByteBuffer bytes = ByteBuffer.allocate(version == 1 ? 352 : 544).order(layout.order());
    NiftiFields fields = new NiftiFields(bytes, version);
    fields.putStart(
        code, layout.type().bytes() * 8, voxelOffset, layout.slope(), layout.intercept());
    fields.putDimensions(layout.geometry().size(), layout.volumes());
    NiftiAffine.put(fields, layout.geometry());
    return bytes;
  }

  static String text(ByteBuffer bytes, int offset, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length && bytes.get(offset + i) != 0; i++) {
      byte[] one = {bytes.get(offset + i)};
      text.append(new String(one, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
