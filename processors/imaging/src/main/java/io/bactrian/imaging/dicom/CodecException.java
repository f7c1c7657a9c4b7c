package io.bactrian.imaging.dicom;

/** Compressed pixels that are damaged; becomes an error with the name of the file. */
final class CodecException extends Exception {
  CodecException(String message) {
    super(message);
  }
}
