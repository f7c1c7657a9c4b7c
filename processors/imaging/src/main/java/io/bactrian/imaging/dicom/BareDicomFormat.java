package io.bactrian.imaging.dicom;

import io.bactrian.imaging.io.ImageStart;

/** DICOM files without preamble or meta information: recognised loosely, and so asked late. */
public final class BareDicomFormat extends DicomFormat {
  @Override
  public boolean matches(ImageStart start) {
    return !start.folder() && !start.packed() && DicomFile.isDicom(start.bytes());
  }

  @Override
  public int rank() {
    return 10;
  }
}
