package io.bactrian.imaging.io;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipException;

/** The voxels of several files one after the other. No piece that is taken spans two files. */
final class VoxelInput implements Closeable {
  /** What may follow the voxels in a packed file and is still looked at for its checksum. */
  private static final long MOST_TRAILING = 1 << 26;

  private final List<VoxelPart> parts;
  private final VoxelLayout layout;
  private final long partBytes;
  private int next;
  private VoxelPart part;
  private long taken;
  private InputStream stream;
  private FileChannel channel;

  VoxelInput(List<VoxelPart> parts, VoxelLayout layout) {
    this.parts = parts;
    this.layout = layout;
    this.partBytes = layout.bytes() / parts.size();
    this.taken = partBytes;
  }

  /** What is packed in a file, from the bytes on that are to be left out after unpacking. */
  static InputStream open(VoxelPart part, VoxelLayout layout) throws IOException {
    InputStream raw = Files.newInputStream(part.file());
    try {
      raw.skipNBytes(part.offset());
      return part.packing().open(new BufferedInputStream(raw, 1 << 16), layout);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Some decoders tell of damage in exceptions of their own. */
  static IOException asDamage(IOException failure, VoxelPart part) {
    boolean damage = part.packing() == Packing.BZIP2;
    return damage ? new ZipException(failure.getMessage()) : failure;
  }

  ByteBuffer take(int bytes) throws IOException {
    if (taken == partBytes) {
      advance();
    }
    ByteBuffer piece = channel != null ? map(bytes) : read(bytes);
    taken += bytes;
    return piece;
  }

  private void advance() throws IOException {
    finish();
    part = parts.get(next++);
    taken = 0;
    if (part.packing() == Packing.RAW) {
      channel = FileChannel.open(part.file(), StandardOpenOption.READ);
      return;
    }
    try {
      stream = open(part, layout);
      stream.skipNBytes(part.skip());
    } catch (IOException | RuntimeException e) {
      throw told(e);
    }
  }

  private ByteBuffer map(int bytes) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, part.offset() + taken, bytes);
  }

  private ByteBuffer read(int bytes) throws IOException {
    int read = 0;
    try {
      byte[] voxels = new byte[bytes];
      while (read < bytes) {
        int more = stream.read(voxels, read, bytes - read);
        if (more < 0) {
          throw new EOFException();
        }
        read += more;
      }
      return ByteBuffer.wrap(voxels);
    } catch (OutOfMemoryError e) {
      throw Damage.tooLarge(part.file(), layout.bytes());
    } catch (IOException | RuntimeException e) {
      taken += read;
      throw told(e);
    }
  }

  /** Reads a packed file to its end, so that the checksum there is looked at, and closes it. */
  void finish() throws IOException {
    try {
      if (stream != null) {
        byte[] rest = new byte[1 << 13];
        long trailing = 0;
        for (int read = 0; read >= 0 && trailing < MOST_TRAILING; read = stream.read(rest)) {
          trailing += read;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw told(e);
    } finally {
      close();
    }
  }

  private RuntimeException told(Exception e) throws IOException {
    Exception failure = e instanceof IOException io ? asDamage(io, part) : e;
    String adjective = part.packing().adjective();
    if (failure instanceof EOFException) {
      return Damage.truncatedWhenUnpacked(
          part.file(), adjective, part.skip() + partBytes, part.skip() + taken, e);
    }
    if (failure instanceof IOException io && !(failure instanceof ZipException)) {
      throw io;
    }
    return Damage.unpackable(part.file(), adjective, failure);
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
      stream = null;
    }
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
