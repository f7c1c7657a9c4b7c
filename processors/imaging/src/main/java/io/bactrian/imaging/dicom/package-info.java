/**
 * DICOM files (PS3.5, PS3.10): parsing, series as volumes, pixel decoding, de-identification. Exact
 * and small: what an image needs, and no network services.
 */
package io.bactrian.imaging.dicom;
