package io.bactrian.cohort.folder;

import io.bactrian.cohort.CohortException;

/**
 * Which image of a subject is meant, in the words of BIDS: {@code
 * [PIPELINE/][KEY-VALUE_...]SUFFIX}, such as {@code T1w}, {@code acq-fast_T1w} or {@code
 * lesions/label-lesion_mask}.
 *
 * @param text as given
 * @param role for messages, such as {@code Channel_0}
 * @param pipeline the folder below {@code derivatives}, or null
 * @param name suffix and entities that the file has to have
 */
record BidsQuery(String text, String role, String pipeline, BidsName name) {
  /**
   * @throws CohortException for what is no such text
   */
  static BidsQuery of(String text, String role) {
    int slash = text.lastIndexOf('/');
    BidsName name = BidsName.of(text.substring(slash + 1));
    if (name == null || slash == 0) {
      throw new CohortException(
          "\"" + text + "\" names no kind of image in BIDS",
          role,
          "a suffix, after entities and a folder below derivatives where they are needed: T1w,"
              + " acq-fast_T1w, lesions/label-lesion_mask",
          "Correct it; extensions such as .nii.gz are left out");
    }
    return new BidsQuery(text, role, slash < 0 ? null : text.substring(0, slash), name);
  }
}
