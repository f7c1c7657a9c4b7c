package io.bactrian.imaging.io;

import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** Voxels as bytes into a stream or a file. */
public final class WrittenVoxels {
  private WrittenVoxels() {}

  /** All channels, slice by slice. */
  public static void write(OutputStream out, VoxelSource voxels) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    for (int volume = 0; volume < voxels.channels(); volume++) {
      for (int z = 0; z < voxels.geometry().size(2); z++) {
        ByteBuffer slice = voxels.slices().slice(volume, z);
        while (slice.hasRemaining()) {
          channel.write(slice);
        }
      }
    }
  }

  /**
   * A header of text with the voxels behind it; or beside it, in a file of the same name that ends
   * with .raw, when the name has the ending of a header alone. The header comes last: where it is,
   * its voxels are.
   *
   * @param apart ending of headers alone
   * @param header from the name of the file of voxels, null where they follow, to the text
   */
  public static void write(
      Path file, String apart, VoxelSource voxels, Function<String, String> header) {
    String name = file.getFileName().toString();
    if (!name.toLowerCase(Locale.ROOT).endsWith(apart)) {
      AtomicFiles.write(
          file,
          out -> {
            out.write(header.apply(null).getBytes(StandardCharsets.UTF_8));
            write(out, voxels);
          });
      return;
    }
    String data = name.substring(0, name.length() - apart.length()) + ".raw";
    AtomicFiles.write(file.resolveSibling(data), out -> write(out, voxels));
    AtomicFiles.writeText(file, header.apply(data));
  }
}
