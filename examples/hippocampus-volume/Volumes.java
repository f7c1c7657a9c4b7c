import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Makes the table of a regression out of one of a segmentation: the volume of all labels of each
 * subject in ml becomes the value to predict. Takes the table (SubjectID, Channel_0, Label; paths
 * relative to it) and prints the new one, for which Java alone is needed:
 *
 * <pre>java Volumes.java data/hippocampus/cohort.csv > volumes.csv</pre>
 */
public final class Volumes {
  private Volumes() {}

  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]).toAbsolutePath();
    List<String> lines = Files.readAllLines(table);
    System.out.println("SubjectID,Channel_0,ValueToPredict");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      Path image = table.resolveSibling(cells[1]);
      double volume = millilitres(table.resolveSibling(cells[2]));
      System.out.printf(Locale.ROOT, "%s,%s,%.4f%n", cells[0], image, volume);
    }
  }

  /** Of the voxels other than 0 in a compressed NIfTI-1 file of bytes or floats. */
  private static double millilitres(Path file) throws IOException {
    byte[] bytes;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      bytes = in.readAllBytes();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    short type = header.getShort(70);
    if (header.getInt(0) != 348 || (type != 2 && type != 16)) {
      throw new IOException(file + " is no little-endian NIfTI-1 of bytes or floats");
    }
    int count = 0;
    for (int i = (int) header.getFloat(108); i < bytes.length; i += type == 2 ? 1 : 4) {
      count += (type == 2 ? bytes[i] : header.getFloat(i)) != 0 ? 1 : 0;
    }
    double voxel = header.getFloat(80) * header.getFloat(84) * header.getFloat(88);
    return count * voxel / 1000;
  }
}
