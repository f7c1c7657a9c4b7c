package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.GzipFile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** Reads NIfTI files: mapped when they are plain, unpacked straight into place when gzipped. */
final class NiftiReader {
  private NiftiReader() {}

  /** Header of an uncompressed file, whose size has been checked against it. */
  static NiftiHeader mappedHeader(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return header(channel, file);
    }
  }

  private static NiftiHeader header(FileChannel channel, Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(NiftiHeader.BYTES);
    while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
      // goes on until the buffer is full or the file ends
    }
    if (start.flip().limit() < NiftiHeader.SHORTEST) {
      throw truncated(file, 352, start.limit(), "header");
    }
    NiftiHeader header = NiftiHeader.parse(start, file.toString());
    long expected = expectedBytes(header, file);
    if (channel.size() < expected) {
      throw truncated(file, expected, channel.size(), "voxels");
    }
    return header;
  }

  private static long expectedBytes(NiftiHeader header, Path file) {
    if (header.sliceBytes() > Integer.MAX_VALUE - 8) {
      throw NiftiHeader.broken(
          "one slice has " + header.sliceBytes() + " bytes", file.toString(), "slices below 2 GiB");
    }
    return header.voxelOffset() + header.voxelBytes();
  }

  /** The volumes of an uncompressed file, mapped. */
  static List<Image> map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NiftiHeader header = header(channel, file);
      return images(
          header,
          (volume, offset, size) -> {
            long position = header.voxelOffset() + volume * header.volumeBytes() + offset;
            return channel.map(FileChannel.MapMode.READ_ONLY, position, size);
          });
    }
  }

  /** Header of a gzipped file; only its first bytes are unpacked. */
  static NiftiHeader packedHeader(Path file) throws IOException {
    try (InputStream in = GzipFile.open(file)) {
      return NiftiHeader.parse(ByteBuffer.wrap(start(in, file)), file.toString());
    } catch (EOFException e) {
      throw truncatedGzip(file, 352, 0, e);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  private static byte[] start(InputStream in, Path file) throws IOException {
    byte[] start = in.readNBytes(NiftiHeader.BYTES);
    if (start.length < 348) {
      throw truncated(file, 352, start.length, "header");
    }
    return start;
  }

  /** The volumes of a gzipped file, in the type of the file, on the heap. */
  static List<Image> unpack(Path file) throws IOException {
    NiftiHeader header = packedHeader(file);
    long expected = expectedBytes(header, file);
    checkUnpackedSize(file, expected);
    long[] done = {0};
    try (InputStream packed = GzipFile.open(file);
        InputStream in =
            new SequenceInputStream(new ByteArrayInputStream(start(packed, file)), packed)) {
      done[0] = header.voxelOffset();
      in.skipNBytes(header.voxelOffset());
      List<Image> images =
          images(
              header,
              (volume, offset, size) -> {
                byte[] bytes = allocate(size, expected, file);
                int read = in.readNBytes(bytes, 0, size);
                done[0] += read;
                if (read < size) {
                  throw new EOFException();
                }
                return ByteBuffer.wrap(bytes);
              });
      // To the end, so that the checksum behind the data is looked at.
      in.transferTo(OutputStream.nullOutputStream());
      return images;
    } catch (EOFException e) {
      throw truncatedGzip(file, expected, done[0], e);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  /** Takes no memory for a header that promises more than the file can hold. */
  private static void checkUnpackedSize(Path file, long expected) throws IOException {
    if (expected > Runtime.getRuntime().maxMemory()) {
      GzipFile.Unpacked found = GzipFile.unpackedBytes(file, expected);
      if (found.bytes() >= expected) {
        throw tooLarge(file, expected);
      }
      throw truncatedGzip(file, expected, found.bytes(), null);
    }
    if (!GzipFile.endsAsIfUnpacked(file, expected)) {
      GzipFile.Unpacked found = GzipFile.unpackedBytes(file, expected);
      if (found.bytes() < expected) {
        throw found.failure() instanceof ZipException e
            ? damaged(file, e)
            : truncatedGzip(file, expected, found.bytes(), null);
      }
    }
  }

  private static byte[] allocate(int size, long expected, Path file) {
    try {
      return new byte[size];
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, expected);
    }
  }

  private static ImageFormatException tooLarge(Path file, long expected) {
    return new ImageFormatException(
        "The unpacked image has " + expected + " bytes, more than fit into memory",
        file.toString(),
        "at most " + Runtime.getRuntime().maxMemory() + " bytes, the limit of this run",
        "unpack the file (gunzip), so that it can be mapped, or allow more memory");
  }

  private interface SlabSource {
    ByteBuffer slab(int volume, long offset, int size) throws IOException;
  }

  private static List<Image> images(NiftiHeader header, SlabSource source) throws IOException {
    long sliceBytes = header.sliceBytes();
    int slices = header.geometry().size(2);
    int slicesPerSlab = (int) Math.min(slices, (Integer.MAX_VALUE - 8) / sliceBytes);
    List<Image> images = new ArrayList<>(header.channels());
    for (int volume = 0; volume < header.channels(); volume++) {
      ByteBuffer[] slabs = new ByteBuffer[(slices + slicesPerSlab - 1) / slicesPerSlab];
      for (int i = 0; i < slabs.length; i++) {
        int count = Math.min(slicesPerSlab, slices - i * slicesPerSlab);
        slabs[i] =
            source
                .slab(volume, (long) i * slicesPerSlab * sliceBytes, (int) (count * sliceBytes))
                .order(header.order());
      }
      images.add(
          Image.of(
              slabs,
              slicesPerSlab,
              header.type(),
              header.slope(),
              header.intercept(),
              header.geometry()));
    }
    return images;
  }

  static ImageFormatException truncated(Path file, long expected, long found, String part) {
    return new ImageFormatException(
        "The file ends before its " + part + " do: it was cut off",
        file.toString(),
        expected + " bytes, found " + found,
        "copy the file again from where it came, or write it again");
  }

  private static ImageFormatException truncatedGzip(
      Path file, long expected, long found, Throwable cause) {
    return new ImageFormatException(
        "The gzipped file ends too early: it was cut off",
        file.toString(),
        expected + " bytes when unpacked, found " + found,
        "copy the file again from where it came, or write it again",
        cause);
  }

  private static ImageFormatException damaged(Path file, ZipException cause) {
    return new ImageFormatException(
        "The gzipped file is damaged: " + cause.getMessage(),
        file.toString(),
        "data that agree with their checksum",
        "copy the file again from where it came, or write it again",
        cause);
  }
}
