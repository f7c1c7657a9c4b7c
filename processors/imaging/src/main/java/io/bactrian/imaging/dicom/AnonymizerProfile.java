package io.bactrian.imaging.dicom;

import io.bactrian.safety.UserMistakeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of every element: the basic application confidentiality profile of DICOM PS3.15,
 * table E.1-1, with options of that table and exceptions by tag.
 */
public final class AnonymizerProfile {
  /** Keys that a file may have. */
  public static final Set<String> KEYS =
      Set.of(
          "modality",
          "delete_private_tags",
          "convert_to_nifti",
          "dates",
          "retain",
          "burned_in",
          "tags");

  /** What to do with images that may show names. */
  public enum BurnedIn {
    REFUSE,
    WARN,
    IGNORE
  }

  /** What becomes of an element: the letters of PS3.15; C is the shift of dates. */
  enum Action {
    D,
    Z,
    X,
    K,
    C,
    U
  }

  /** A profile that cannot be followed. */
  public static final class ProfileException extends UserMistakeException {
    ProfileException(String what, String where, String expected, String mend) {
      super(what, where, expected, mend, null);
    }
  }

  private static final TagTable TABLE = new TagTable("confidentiality.txt");
  private static final Set<String> RETAINABLE = Set.of("uids", "device", "institution", "patient");

  private final boolean deletePrivate;
  private final boolean convertToNifti;
  private final BurnedIn burnedIn;
  private final Set<String> options;
  private final Map<Integer, Action> tags;

  private AnonymizerProfile(
      boolean deletePrivate,
      boolean convertToNifti,
      BurnedIn burnedIn,
      Set<String> options,
      Map<Integer, Action> tags) {
    this.deletePrivate = deletePrivate;
    this.convertToNifti = convertToNifti;
    this.burnedIn = burnedIn;
    this.options = options;
    this.tags = tags;
  }

  /** The basic profile: private elements and dates go; images that may show names are refused. */
  public static AnonymizerProfile basic() {
    return of(Map.of(), "the basic profile");
  }

  /**
   * A profile from the keys of a YAML file, GaNDLF's among them.
   *
   * @param keys {@code modality: rad}, {@code delete_private_tags}, {@code convert_to_nifti},
   *     {@code dates} (remove, shift or keep), {@code retain} (a list of uids, device, institution,
   *     patient), {@code burned_in} (refuse, warn or ignore), {@code tags} (keyword or number of a
   *     tag to D, Z, X, K, C or U)
   * @param where for errors
   * @throws ProfileException for other keys or values
   */
  public static AnonymizerProfile of(Map<String, ?> keys, String where) {
    for (String key : keys.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(where, "the unknown key " + key, "one of " + new TreeSet<>(KEYS));
      }
    }
    one(keys, "modality", "rad", where, "rad");
    Set<String> options = new TreeSet<>();
    switch (one(keys, "dates", "remove", where, "remove", "shift", "keep")) {
      case "shift" -> options.add("shift");
      case "keep" -> options.add("dates");
      default -> {
        // as the basic profile has it
      }
    }
    for (Object retained : list(keys.get("retain"))) {
      if (!RETAINABLE.contains(String.valueOf(retained))) {
        throw wrong(where, "retain: " + retained, "of " + new TreeSet<>(RETAINABLE));
      }
      options.add(String.valueOf(retained));
    }
    String burned = one(keys, "burned_in", "refuse", where, "refuse", "warn", "ignore");
    return new AnonymizerProfile(
        one(keys, "delete_private_tags", "true", where, "true", "false").equals("true"),
        one(keys, "convert_to_nifti", "false", where, "true", "false").equals("true"),
        BurnedIn.valueOf(burned.toUpperCase(Locale.ROOT)),
        options,
        tags(keys.get("tags"), where));
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
  }

  private static String one(
      Map<String, ?> keys, String key, String otherwise, String where, String... allowed) {
    Object given = keys.get(key);
    String value = given == null ? otherwise : given.toString().toLowerCase(Locale.ROOT);
    if (!List.of(allowed).contains(value)) {
      throw wrong(where, key + ": " + value, String.join(", ", allowed));
    }
    return value;
  }

  private static Map<Integer, Action> tags(Object value, String where) {
    Map<Integer, Action> actions = new HashMap<>();
    if (value == null) {
      return actions;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(where, "tags: " + value, "a mapping such as {PatientSex: K}");
    }
    map.forEach(
        (name, action) -> {
          try {
            actions.put(tag(String.valueOf(name)), Action.valueOf(String.valueOf(action)));
          } catch (IllegalArgumentException e) {
            throw wrong(
                where,
                "tags: " + name + ": " + action,
                "a keyword of DICOM or eight hexadecimal digits, and one of D, Z, X, K, C, U");
          }
        });
    return actions;
  }

  private static int tag(String name) {
    Integer known = DicomDictionary.tag(name);
    String digits = name.replaceAll("[(), ]", "");
    if (known == null && digits.length() != 8) {
      throw new IllegalArgumentException(name);
    }
    return known != null ? known : Integer.parseUnsignedInt(digits, 16);
  }

  private static ProfileException wrong(String where, String what, String expected) {
    return new ProfileException(
        "The profile of the anonymizer has " + what, where, expected, "correct the profile");
  }

  /** Whether images are written as NIfTI, which holds no names, and not as DICOM. */
  public boolean convertsToNifti() {
    return convertToNifti;
  }

  BurnedIn burnedIn() {
    return burnedIn;
  }

  /** Dates are kept, shifted or removed. */
  boolean has(String option) {
    return options.contains(option);
  }

  /**
   * What becomes of an element. Where the table leaves a choice, the element stays with an empty
   * value or a dummy, so that files stay valid whatever their kind.
   */
  Action action(int tag) {
    Action own = tags.get(tag);
    if (own != null) {
      return own;
    }
    if (Tag.isPrivate(tag)) {
      return deletePrivate ? Action.X : Action.K;
    }
    String[] row = TABLE.row(tag);
    if (row == null) {
      return Action.K;
    }
    for (int i = 2; i < row.length; i++) {
      String[] option = row[i].split("=");
      // Cleaning means reading; only dates can be cleaned without a reader.
      boolean shift = option[0].equals("shift");
      if (options.contains(option[0]) && (option[1].equals("K") || shift)) {
        return Action.valueOf(option[1]);
      }
    }
    return switch (row[1]) {
      case "X/Z" -> Action.Z;
      case "X/D", "Z/D", "X/Z/D" -> Action.D;
      case "X/Z/U*" -> Action.U;
      default -> Action.valueOf(row[1]);
    };
  }

  /** Codes of PS3.16, CID 7050, of what was done. */
  List<String[]> methodCodes() {
    List<String[]> codes = new ArrayList<>();
    codes.add(new String[] {"113100", "Basic Application Confidentiality Profile"});
    String[][] known = {
      {"dates", "113106", "Retain Longitudinal Temporal Information Full Dates Option"},
      {"shift", "113107", "Retain Longitudinal Temporal Information Modified Dates Option"},
      {"patient", "113108", "Retain Patient Characteristics Option"},
      {"device", "113109", "Retain Device Identity Option"},
      {"uids", "113110", "Retain UIDs Option"},
      {"institution", "113112", "Retain Institution Identity Option"}
    };
    for (String[] one : known) {
      if (options.contains(one[0])) {
        codes.add(new String[] {one[1], one[2]});
      }
    }
    return codes;
  }
}
