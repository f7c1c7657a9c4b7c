package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Elements by tag, in the order of tags: of a file, or of an item of a sequence. */
public final class DicomDataset {
  /** Longest value that is looked at as text or numbers. */
  private static final int LONGEST = 1 << 20;

  private final TreeMap<Integer, DicomElement> elements = new TreeMap<>(Integer::compareUnsigned);
  private final DicomDataset parent;

  DicomDataset(DicomDataset parent) {
    this.parent = parent;
  }

  void put(DicomElement element) {
    elements.put(element.tag(), element);
  }

  void remove(int tag) {
    elements.remove(tag);
  }

  /** In ascending order of tags. */
  public Collection<DicomElement> elements() {
    return elements.values();
  }

  /** The element, or null. */
  public DicomElement get(int tag) {
    return elements.get(tag);
  }

  /** The items of a sequence; none where it is missing. */
  public List<DicomDataset> items(int tag) {
    DicomElement element = get(tag);
    return element == null ? List.of() : element.items();
  }

  /** The first item of a sequence, or null. */
  DicomDataset item(int tag) {
    List<DicomDataset> items = items(tag);
    return items.isEmpty() ? null : items.get(0);
  }

  /** The first value as text without padding; null where it is missing or empty. */
  public String string(int tag) {
    List<String> values = strings(tag);
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  /** As {@link #string(int)}, with a text for what is missing. */
  public String string(int tag, String otherwise) {
    String value = string(tag);
    return value == null ? otherwise : value;
  }

  /** All values as text without padding; numbers as decimal text. */
  public List<String> strings(int tag) {
    DicomElement element = get(tag);
    if (element == null || element.isSequence() || element.length() > LONGEST) {
      return List.of();
    }
    if (!element.vr().isText() && element.vr() != Vr.UN) {
      return Arrays.stream(numbers(element)).mapToObj(DicomDataset::plain).toList();
    }
    String text = text(element);
    if (text.isEmpty()) {
      return List.of();
    }
    return element.vr().isOneText()
        ? List.of(text)
        : Arrays.stream(text.split("\\\\", -1)).map(String::strip).toList();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The whole text of an element, without the padding at its end. */
  String text(DicomElement element) {
    ByteBuffer bytes = element.bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    int end = copy.length;
    while (end > 0 && (copy[end - 1] == 0 || copy[end - 1] == ' ')) {
      end--;
    }
    Charset charset = element.vr().usesCharacterSet() ? charset() : StandardCharsets.ISO_8859_1;
    return new String(copy, 0, end, charset);
  }

  /** What names and descriptions are encoded in. */
  Charset charset() {
    if (get(Tag.SPECIFIC_CHARACTER_SET) != null) {
      return CharacterSets.of(strings(Tag.SPECIFIC_CHARACTER_SET));
    }
    return parent == null ? StandardCharsets.ISO_8859_1 : parent.charset();
  }

  /**
   * All values as numbers; null where the element is missing, empty or not numbers.
   *
   * @param count how many are expected; another number gives null
   */
  double[] numbers(int tag, int count) {
    DicomElement element = get(tag);
    if (element == null || element.isSequence() || element.length() > LONGEST) {
      return null;
    }
    double[] values;
    if (element.vr().isText() || element.vr() == Vr.UN) {
      values = parse(strings(tag));
    } else {
      values = numbers(element);
    }
    return values == null || values.length != count ? null : values;
  }

  private static double[] parse(List<String> texts) {
    List<Double> values = new ArrayList<>();
    for (String text : texts) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
          return null;
        }
        values.add(value);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The only value as a number, or null. */
  Double number(int tag) {
    double[] values = numbers(tag, 1);
    return values == null ? null : values[0];
  }

  /** The only value as an integer, or {@code otherwise}. */
  int integer(int tag, int otherwise) {
    Double value = number(tag);
    return value == null ? otherwise : (int) Math.max(Integer.MIN_VALUE, value);
  }

  private static double[] numbers(DicomElement element) {
    Vr vr = element.vr();
    ByteBuffer bytes = element.bytes();
    int unit = vr == Vr.OB ? 1 : vr.unit();
    double[] values = new double[bytes.remaining() / unit];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (vr) {
            case US, OW, AT -> bytes.getShort() & 0xffff;
            case SS -> bytes.getShort();
            case UL, OL -> bytes.getInt() & 0xffffffffL;
            case SL -> bytes.getInt();
            case FL, OF -> bytes.getFloat();
            case FD, OD -> bytes.getDouble();
            case SV, UV, OV -> bytes.getLong();
            default -> bytes.get() & 0xff;
          };
    }
    return values;
  }
}
