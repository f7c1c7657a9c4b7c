package io.bactrian.imaging.dicom;

import java.util.Locale;

/** Tags (group and element as one integer) that are read here; the names are the keywords. */
public final class Tag {
  static final int TRANSFER_SYNTAX_UID = 0x00020010;
  static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
  static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
  static final int DIRECTORY_RECORD_SEQUENCE = 0x00041220;
  static final int REFERENCED_FILE_ID = 0x00041500;
  static final int SPECIFIC_CHARACTER_SET = 0x00080005;
  static final int IMAGE_TYPE = 0x00080008;
  static final int SOP_CLASS_UID = 0x00080016;
  static final int SOP_INSTANCE_UID = 0x00080018;
  static final int STUDY_DATE = 0x00080020;
  static final int MODALITY = 0x00080060;
  static final int STUDY_DESCRIPTION = 0x00081030;
  static final int SERIES_DESCRIPTION = 0x0008103e;
  static final int PATIENT_NAME = 0x00100010;
  static final int PATIENT_ID = 0x00100020;
  static final int OTHER_PATIENT_IDS = 0x00101000;
  static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
  static final int DEIDENTIFICATION_METHOD = 0x00120063;
  static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
  static final int SLICE_THICKNESS = 0x00180050;
  static final int ECHO_TIME = 0x00180081;
  static final int ECHO_NUMBERS = 0x00180086;
  static final int SPACING_BETWEEN_SLICES = 0x00180088;
  static final int TRIGGER_TIME = 0x00181060;
  static final int IMAGER_PIXEL_SPACING = 0x00181164;
  static final int NOMINAL_SCANNED_PIXEL_SPACING = 0x00182010;
  static final int MR_ECHO_SEQUENCE = 0x00189114;
  static final int EFFECTIVE_ECHO_TIME = 0x00189082;
  static final int DIFFUSION_B_VALUE = 0x00189087;
  static final int MR_DIFFUSION_SEQUENCE = 0x00189117;
  static final int DIFFUSION_GRADIENT_ORIENTATION = 0x00189089;
  static final int DIFFUSION_GRADIENT_DIRECTION_SEQUENCE = 0x00189076;
  static final int STUDY_INSTANCE_UID = 0x0020000d;
  static final int SERIES_INSTANCE_UID = 0x0020000e;
  static final int SERIES_NUMBER = 0x00200011;
  static final int ACQUISITION_NUMBER = 0x00200012;
  static final int INSTANCE_NUMBER = 0x00200013;
  static final int IMAGE_POSITION_PATIENT = 0x00200032;
  static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
  static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
  static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
  static final int PLANE_POSITION_SEQUENCE = 0x00209113;
  static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
  static final int STACK_ID = 0x00209056;
  static final int TEMPORAL_POSITION_INDEX = 0x00209128;
  static final int SAMPLES_PER_PIXEL = 0x00280002;
  static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
  static final int PLANAR_CONFIGURATION = 0x00280006;
  static final int NUMBER_OF_FRAMES = 0x00280008;
  static final int ROWS = 0x00280010;
  static final int COLUMNS = 0x00280011;
  static final int PIXEL_SPACING = 0x00280030;
  static final int BITS_ALLOCATED = 0x00280100;
  static final int BITS_STORED = 0x00280101;
  static final int HIGH_BIT = 0x00280102;
  static final int PIXEL_REPRESENTATION = 0x00280103;
  static final int BURNED_IN_ANNOTATION = 0x00280301;
  static final int RECOGNIZABLE_VISUAL_FEATURES = 0x00280302;
  static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
  static final int RESCALE_INTERCEPT = 0x00281052;
  static final int RESCALE_SLOPE = 0x00281053;
  static final int RED_PALETTE_DESCRIPTOR = 0x00281101;
  static final int RED_PALETTE_DATA = 0x00281201;
  static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
  static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;
  static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;
  static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;
  static final int FRAME_TYPE = 0x00089007;
  static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
  static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;
  static final int EXTENDED_OFFSET_TABLE = 0x7fe00001;
  static final int FLOAT_PIXEL_DATA = 0x7fe00008;
  static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7fe00009;
  static final int PIXEL_DATA = 0x7fe00010;
  static final int ITEM = 0xfffee000;
  static final int ITEM_END = 0xfffee00d;
  static final int SEQUENCE_END = 0xfffee0dd;

  private Tag() {}

  /** As the standard writes it: (0010,0020). */
  public static String format(int tag) {
    return String.format(Locale.ROOT, "(%04x,%04x)", tag >>> 16, tag & 0xffff);
  }

  /** With the keyword, where there is one: (0010,0020) PatientID. */
  public static String describe(int tag) {
    String keyword = DicomDictionary.keyword(tag);
    return keyword == null ? format(tag) : format(tag) + " " + keyword;
  }

  /** Elements of vendors have an odd group. */
  public static boolean isPrivate(int tag) {
    return (tag >>> 16 & 1) == 1;
  }

  /** Reserves a block of private elements for the vendor that its value names. */
  static boolean isPrivateCreator(int tag) {
    return isPrivate(tag) && (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff;
  }

  static boolean isGroupLength(int tag) {
    return (tag & 0xffff) == 0;
  }
}
