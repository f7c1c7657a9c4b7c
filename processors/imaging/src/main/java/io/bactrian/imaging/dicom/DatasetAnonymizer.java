package io.bactrian.imaging.dicom;

import io.bactrian.imaging.dicom.AnonymizerProfile.Action;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Applies a profile to the data set of one file, at every depth of its sequences. */
final class DatasetAnonymizer {
  private final AnonymizerProfile profile;
  private final Pseudonyms pseudonyms;
  private final String patientId;
  private final Map<Action, Integer> counts = new EnumMap<>(Action.class);

  DatasetAnonymizer(AnonymizerProfile profile, Pseudonyms pseudonyms, String patientId) {
    this.profile = profile;
    this.pseudonyms = pseudonyms;
    this.patientId = patientId;
  }

  /** How many elements each action took, K left out. */
  Map<Action, Integer> counts() {
    return counts;
  }

  /** The new data set; untouched elements are those of the old one. */
  DicomDataset apply(DicomDataset dataset) {
    DicomDataset out = cleaned(dataset, null);
    text(out, Tag.PATIENT_IDENTITY_REMOVED, "YES");
    text(out, Tag.DEIDENTIFICATION_METHOD, "Bactrian: DICOM PS3.15 table E.1-1");
    boolean kept = profile.has("dates");
    boolean shifted = profile.has("shift");
    text(
        out,
        Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
        kept ? "UNMODIFIED" : shifted ? "MODIFIED" : "REMOVED");
    List<DicomDataset> codes = new ArrayList<>();
    for (String[] code : profile.methodCodes()) {
      DicomDataset item = new DicomDataset(out);
      text(item, 0x00080100, code[0]);
      text(item, 0x00080102, "DCM");
      text(item, 0x00080104, code[1]);
      codes.add(item);
    }
    out.put(DicomElement.sequence(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, codes));
    return out;
  }

  private static void text(DicomDataset dataset, int tag, String value) {
    dataset.put(DicomWriter.text(tag, DicomDictionary.vr(tag), value, StandardCharsets.US_ASCII));
  }

  private DicomDataset cleaned(DicomDataset dataset, DicomDataset parent) {
    DicomDataset out = new DicomDataset(parent);
    for (DicomElement element : dataset.elements()) {
      DicomElement kept = applied(dataset, element, out);
      if (kept != null) {
        out.put(kept);
      }
    }
    return out;
  }

  private DicomElement applied(DicomDataset dataset, DicomElement element, DicomDataset out) {
    int tag = element.tag();
    Action action = profile.action(tag);
    if (action != Action.K) {
      counts.merge(action, 1, Integer::sum);
    }
    if (element.isSequence()) {
      return switch (action) {
        case X -> null;
        case Z, D -> DicomElement.sequence(tag, List.of());
        default ->
            DicomElement.sequence(
                tag, element.items().stream().map(item -> cleaned(item, out)).toList());
      };
    }
    boolean patient = tag == Tag.PATIENT_ID || tag == Tag.PATIENT_NAME;
    return switch (action) {
      case K -> element;
      case X -> null;
      case Z -> patient ? dummy(element) : empty(element);
      case D -> dummy(element);
      case U -> uids(dataset, element);
      case C -> shifted(dataset, element);
    };
  }

  private static DicomElement empty(DicomElement element) {
    return DicomElement.of(element.tag(), element.vr(), new byte[0], false);
  }

  private DicomElement dummy(DicomElement element) {
    Vr vr = element.vr();
    String value =
        switch (vr) {
          case DA -> "19000101";
          case TM -> "000000";
          case DT -> "19000101000000";
          case AS -> "000Y";
          case DS, IS -> "0";
          case UI -> pseudonyms.uid("dummy");
          case UR -> "urn:anonymized";
          default -> vr.isText() ? "ANONYMIZED" : null;
        };
    int tag = element.tag();
    if (tag == Tag.PATIENT_ID || tag == Tag.PATIENT_NAME) {
      value = pseudonyms.patient(patientId);
    }
    if (value == null) {
      int length = vr == Vr.AT ? 4 : Math.max(2, vr.unit());
      return DicomElement.of(tag, vr, new byte[length], false);
    }
    return DicomWriter.text(tag, vr, value, StandardCharsets.US_ASCII);
  }

  /** New UIDs, the same for the same; those of the standard itself name no patient. */
  private DicomElement uids(DicomDataset dataset, DicomElement element) {
    List<String> uids =
        dataset.strings(element.tag()).stream()
            .map(
                uid ->
                    uid.isEmpty() || uid.startsWith("1.2.840.10008.") ? uid : pseudonyms.uid(uid))
            .toList();
    return DicomWriter.text(
        element.tag(), element.vr(), String.join("\\", uids), StandardCharsets.US_ASCII);
  }

  /** Dates go back by the days of the patient; times of the day stay. Other texts are emptied. */
  private DicomElement shifted(DicomDataset dataset, DicomElement element) {
    Vr vr = element.vr();
    if (vr == Vr.TM) {
      return element;
    }
    if (vr != Vr.DA && vr != Vr.DT) {
      return empty(element);
    }
    List<String> dates = dataset.strings(element.tag()).stream().map(this::shifted).toList();
    return dates.contains(null)
        ? empty(element)
        : DicomWriter.text(element.tag(), vr, String.join("\\", dates), StandardCharsets.US_ASCII);
  }

  private String shifted(String date) {
    if (date.isEmpty()) {
      return date;
    }
    try {
      LocalDate day =
          LocalDate.parse(
              date.substring(0, Math.min(8, date.length())), DateTimeFormatter.BASIC_ISO_DATE);
      return day.minusDays(pseudonyms.days(patientId)).format(DateTimeFormatter.BASIC_ISO_DATE)
          + date.substring(8);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
