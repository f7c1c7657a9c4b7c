package io.bactrian.imaging.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The specific character sets of DICOM PS3.3 C.12.1.1.2 as Java has them. */
final class CharacterSets {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("100", "ISO-8859-1"),
          Map.entry("101", "ISO-8859-2"),
          Map.entry("109", "ISO-8859-3"),
          Map.entry("110", "ISO-8859-4"),
          Map.entry("144", "ISO-8859-5"),
          Map.entry("127", "ISO-8859-6"),
          Map.entry("126", "ISO-8859-7"),
          Map.entry("138", "ISO-8859-8"),
          Map.entry("148", "ISO-8859-9"),
          Map.entry("203", "ISO-8859-15"),
          Map.entry("13", "Shift_JIS"),
          Map.entry("87", "ISO-2022-JP"),
          Map.entry("149", "EUC-KR"),
          Map.entry("58", "GB2312"),
          Map.entry("166", "TIS-620"),
          Map.entry("192", "UTF-8"));

  private CharacterSets() {}

  /**
   * @param values of Specific Character Set; the last that is known decides, since the sets that
   *     extend the first contain its characters
   */
  static Charset of(Iterable<String> values) {
    Charset charset = StandardCharsets.ISO_8859_1;
    for (String value : values) {
      String name =
          value.equals("GB18030") || value.equals("GBK")
              ? value
              : NAMES.get(value.replaceAll("^ISO[_ ](IR|2022 IR)[ _]", ""));
      if (name != null && Charset.isSupported(name)) {
        charset = Charset.forName(name);
      }
    }
    return charset;
  }
}
