import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a classification out of a segmentation: of each subject two blocks of twelve coronal slices,
 * one around the middle of label 1 (head of the hippocampus) and one around that of label 2 (body
 * and tail), each an image of its own whose label is the class. Both have the whole cross-section,
 * so that only what is seen tells them apart. Needs Java alone:
 *
 * <pre>java Parts.java data/hippocampus/cohort.csv parts</pre>
 *
 * writes the images and {@code cohort.csv} into the folder {@code parts}.
 */
public final class Parts {
  private static final int SLICES = 12;

  private Parts() {}

  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]).toAbsolutePath();
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    StringBuilder rows = new StringBuilder("SubjectID,PatientID,Channel_0,ValueToPredict\n");
    List<String> lines = Files.readAllLines(table);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      ByteBuffer image = read(table.resolveSibling(cells[1]));
      ByteBuffer label = read(table.resolveSibling(cells[2]));
      for (int part = 1; part <= 2; part++) {
        String name = cells[0] + "_" + part;
        write(folder.resolve(name + ".nii.gz"), image, middle(label, part));
        rows.append(name + "," + cells[0] + "," + name + ".nii.gz," + part + "\n");
      }
    }
    Files.writeString(folder.resolve("cohort.csv"), rows);
  }

  private static ByteBuffer read(Path file) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      ByteBuffer nifti = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      if (nifti.getInt(0) != 348) {
        throw new IOException(file + " is no little-endian NIfTI-1");
      }
      return nifti;
    }
  }

  /** The mean y of a label's voxels, which are bytes or floats. */
  private static int middle(ByteBuffer label, int part) {
    int width = label.getShort(42);
    int height = label.getShort(44);
    int start = (int) label.getFloat(108);
    long sum = 0;
    long count = 0;
    int bytes = label.getShort(72) / 8;
    for (int i = start; i < label.capacity(); i += bytes) {
      if ((bytes == 1 ? label.get(i) : label.getFloat(i)) == part) {
        sum += (i - start) / bytes / width % height;
        count++;
      }
    }
    return (int) (sum / count);
  }

  /** The slices around a y; the header's origin stays, since nobody compares places. */
  private static void write(Path file, ByteBuffer image, int middle) throws IOException {
    int width = image.getShort(42);
    int height = image.getShort(44);
    int depth = image.getShort(46);
    int bytes = image.getShort(72) / 8;
    int start = (int) image.getFloat(108);
    int from = Math.max(0, Math.min(height - SLICES, middle - SLICES / 2));
    byte[] header = new byte[start];
    image.get(0, header);
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putShort(44, (short) SLICES);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      byte[] slab = new byte[width * SLICES * bytes];
      for (int z = 0; z < depth; z++) {
        image.get(start + (z * height + from) * width * bytes, slab);
        out.write(slab);
      }
    }
  }
}
