import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of its own: the threshold between the mean inside and the mean outside of labels. */
public class Threshold {
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("fit")) {
      fit(Path.of(arguments[1]));
    } else {
      predict(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
    }
  }

  private static void fit(Path table) throws IOException {
    double[] sum = new double[2];
    long[] count = new long[2];
    List<String> rows = Files.readAllLines(table);
    List<String> header = List.of(rows.get(0).split(","));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      Nifti image = Nifti.read(table.resolveSibling(cells[header.indexOf("Channel_0")]));
      Nifti label = Nifti.read(table.resolveSibling(cells[header.indexOf("Label")]));
      for (int i = 0; i < image.voxels(); i++) {
        int side = label.get(i) > 0 ? 1 : 0;
        sum[side] += image.get(i);
        count[side]++;
      }
    }
    double threshold = (sum[0] / count[0] + sum[1] / count[1]) / 2;
    Files.writeString(Path.of("threshold.txt"), Double.toString(threshold));
  }

  private static void predict(Path model, Path image, Path output) throws IOException {
    double threshold = Double.parseDouble(Files.readString(model));
    Nifti nifti = Nifti.read(image);
    for (int i = 0; i < nifti.voxels(); i++) {
      nifti.set(i, nifti.get(i) > threshold ? 1 : 0);
    }
    Files.write(output, nifti.bytes().array());
  }

  /** An uncompressed, little-endian NIfTI-1 file, as the steps of Bactrian write it. */
  private record Nifti(ByteBuffer bytes, int offset, int type) {
    static Nifti read(Path file) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      return new Nifti(bytes, (int) bytes.getFloat(108), bytes.getShort(70));
    }

    int voxels() {
      return (bytes.capacity() - offset) / width();
    }

    private int width() {
      return bytes.getShort(72) / 8;
    }

    double get(int i) {
      int at = offset + i * width();
      return switch (type) {
        case 2 -> bytes.get(at) & 0xff;
        case 4 -> bytes.getShort(at);
        case 8 -> bytes.getInt(at);
        case 16 -> bytes.getFloat(at);
        default -> throw new IllegalArgumentException("NIfTI data type " + type);
      };
    }

    void set(int i, float value) {
      bytes.putFloat(offset + i * width(), value);
    }
  }
}
