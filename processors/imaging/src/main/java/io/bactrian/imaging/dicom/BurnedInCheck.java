package io.bactrian.imaging.dicom;

import java.util.Set;

/** Whether the pixels of an image may show who the patient is, judged by its header. */
final class BurnedInCheck {
  /** Kinds of images that machines write names into. */
  private static final Set<String> SUSPECT =
      Set.of("US", "SC", "OT", "XC", "ES", "GM", "DOC", "IVUS");

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  private BurnedInCheck() {}

  /** Why they may, in words; null where nothing says so. */
  static String suspicion(DicomDataset dataset) {
    if (dataset.string(Tag.BURNED_IN_ANNOTATION, "").equals("YES")) {
      return "the header says that annotations are burned in";
    }
    if (dataset.string(Tag.RECOGNIZABLE_VISUAL_FEATURES, "").equals("YES")) {
      return "the header says that the patient can be recognized";
    }
    if (dataset.string(Tag.BURNED_IN_ANNOTATION, "").equals("NO")) {
      return null;
    }
    String modality = dataset.string(Tag.MODALITY, "");
    if (SUSPECT.contains(modality)) {
      return "images of modality " + modality + " often show names";
    }
    if (dataset.string(Tag.SOP_CLASS_UID, "").startsWith(SECONDARY_CAPTURE)) {
      return "secondary captures often show names";
    }
    return null;
  }
}
