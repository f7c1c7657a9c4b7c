package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The planes of a file from its header. Attributes of a frame are looked up in the functional
 * groups of the frame, then in those that all share, then in the data set itself (PS3.3, C.7.6.16).
 */
final class FrameHeaders {
  private static final int GRID_FRAME_OFFSET_VECTOR = 0x3004000c;
  private static final int DOSE_GRID_SCALING = 0x3004000e;

  private final DicomFile file;
  private final DicomDataset dataset;
  private final DicomDataset shared;
  private final List<DicomDataset> perFrame;
  private final PixelFormat format;

  private FrameHeaders(DicomFile file) {
    this.file = file;
    this.dataset = file.dataset();
    this.shared = dataset.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    this.perFrame = dataset.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    this.format = PixelFormat.of(dataset, file.path());
  }

  /** Whether the file holds pixels. */
  static boolean hasPixels(DicomDataset dataset) {
    return dataset.get(Tag.PIXEL_DATA) != null
        || dataset.get(Tag.FLOAT_PIXEL_DATA) != null
        || dataset.get(Tag.DOUBLE_FLOAT_PIXEL_DATA) != null;
  }

  /**
   * All frames in the order of the file.
   *
   * @throws ImageFormatException when the file cannot hold them, or their places are missing
   */
  static List<DicomFrame> of(DicomFile file) throws IOException {
    FrameHeaders headers = new FrameHeaders(file);
    int frames = headers.format.frames();
    if (frames > Math.max(1, Files.size(file.path()) * 8)
        || frames > 1 && !headers.perFrame.isEmpty() && headers.perFrame.size() < frames) {
      throw DicomFile.damaged(file.path(), "it cannot hold the " + frames + " frames it promises");
    }
    List<DicomFrame> list = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      list.add(headers.frame(i));
    }
    return list;
  }

  private DicomFrame frame(int index) {
    double[] orientation = orientation(index);
    double[] position = position(index, orientation);
    Double slope = number(index, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tag.RESCALE_SLOPE);
    if (slope == null) {
      slope = dataset.number(DOSE_GRID_SCALING);
    }
    Double intercept =
        number(index, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tag.RESCALE_INTERCEPT);
    Double between = number(index, Tag.PIXEL_MEASURES_SEQUENCE, Tag.SPACING_BETWEEN_SLICES);
    if (between == null || !(Math.abs(between) > 0)) {
      between = number(index, Tag.PIXEL_MEASURES_SEQUENCE, Tag.SLICE_THICKNESS);
    }
    return new DicomFrame(
        file.path(),
        index,
        orientation == null ? null : position,
        position == null ? null : orientation,
        spacing(index),
        between == null || !(Math.abs(between) > 0) ? null : Math.abs(between),
        slope == null || slope == 0 ? 1 : slope,
        intercept == null ? 0 : intercept,
        format,
        traits(index));
  }

  private double[] position(int index, double[] orientation) {
    double[] position = numbers(index, Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT, 3);
    double[] offsets = dataset.numbers(GRID_FRAME_OFFSET_VECTOR, format.frames());
    if (position == null || offsets == null || orientation == null) {
      // Frames of a file without functional groups share one position, which then places none.
      boolean placed = format.frames() == 1 || !perFrame.isEmpty();
      return placed ? position : null;
    }
    DicomFrame plane =
        new DicomFrame(null, 0, position, orientation, null, null, 1, 0, format, Map.of());
    double[] normal = plane.normal();
    double[] moved = position.clone();
    for (int axis = 0; axis < 3; axis++) {
      moved[axis] += normal[axis] * (offsets[index] - (offsets[0] == 0 ? 0 : offsets[0]));
    }
    return moved;
  }

  private double[] orientation(int index) {
    double[] o = numbers(index, Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT, 6);
    if (o == null) {
      return null;
    }
    double row = Math.sqrt(o[0] * o[0] + o[1] * o[1] + o[2] * o[2]);
    double column = Math.sqrt(o[3] * o[3] + o[4] * o[4] + o[5] * o[5]);
    double product = o[0] * o[3] + o[1] * o[4] + o[2] * o[5];
    if (Math.abs(row - 1) > 0.01 || Math.abs(column - 1) > 0.01 || Math.abs(product) > 0.01) {
      throw new ImageFormatException(
          "The orientation of the DICOM image is not that of a plane",
          file.path().toString(),
          "two unit vectors at right angles in " + Tag.describe(Tag.IMAGE_ORIENTATION_PATIENT),
          "leave the file out, or export it again");
    }
    return o;
  }

  /** Calibrated spacing first, then that at the detector; DICOM gives rows before columns. */
  private double[] spacing(int index) {
    double[] spacing = numbers(index, Tag.PIXEL_MEASURES_SEQUENCE, Tag.PIXEL_SPACING, 2);
    for (int tag : new int[] {Tag.IMAGER_PIXEL_SPACING, Tag.NOMINAL_SCANNED_PIXEL_SPACING}) {
      if (spacing == null) {
        spacing = dataset.numbers(tag, 2);
      }
    }
    boolean usable = spacing != null && spacing[0] > 0 && spacing[1] > 0;
    return usable ? new double[] {spacing[1], spacing[0]} : new double[] {1, 1};
  }

  private Map<String, String> traits(int index) {
    Map<String, String> traits = new LinkedHashMap<>();
    put(traits, "echo", string(index, 0, Tag.ECHO_NUMBERS));
    String echo = string(index, Tag.MR_ECHO_SEQUENCE, Tag.EFFECTIVE_ECHO_TIME);
    put(traits, "echo time", echo == null ? string(index, 0, Tag.ECHO_TIME) : echo);
    String time = string(index, Tag.FRAME_CONTENT_SEQUENCE, Tag.TEMPORAL_POSITION_INDEX);
    put(
        traits,
        "temporal position",
        time == null ? string(index, 0, Tag.TEMPORAL_POSITION_IDENTIFIER) : time);
    put(traits, "b-value", string(index, Tag.MR_DIFFUSION_SEQUENCE, Tag.DIFFUSION_B_VALUE));
    put(traits, "gradient", gradient(index));
    put(traits, "stack", string(index, Tag.FRAME_CONTENT_SEQUENCE, Tag.STACK_ID));
    put(traits, "image type", imageType(index));
    put(traits, "acquisition", string(index, 0, Tag.ACQUISITION_NUMBER));
    put(traits, "trigger time", string(index, 0, Tag.TRIGGER_TIME));
    return traits;
  }

  private static void put(Map<String, String> traits, String name, String value) {
    if (value != null) {
      traits.put(name, value);
    }
  }

  private String gradient(int index) {
    DicomDataset diffusion = group(index, Tag.MR_DIFFUSION_SEQUENCE);
    DicomDataset direction =
        diffusion == null ? null : diffusion.item(Tag.DIFFUSION_GRADIENT_DIRECTION_SEQUENCE);
    DicomDataset holder = direction == null ? dataset : direction;
    List<String> values = holder.strings(Tag.DIFFUSION_GRADIENT_ORIENTATION);
    return values.isEmpty() ? null : String.join("\\", values);
  }

  private String imageType(int index) {
    for (int group :
        new int[] {Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE}) {
      DicomDataset item = group(index, group);
      if (item != null && item.get(Tag.FRAME_TYPE) != null) {
        return String.join("\\", item.strings(Tag.FRAME_TYPE));
      }
    }
    List<String> values = dataset.strings(Tag.IMAGE_TYPE);
    return values.isEmpty() ? null : String.join("\\", values);
  }

  /** The item of a functional group that holds for a frame, or null. */
  private DicomDataset group(int index, int sequence) {
    if (index < perFrame.size() && perFrame.get(index).item(sequence) != null) {
      return perFrame.get(index).item(sequence);
    }
    return shared == null ? null : shared.item(sequence);
  }

  private DicomDataset holder(int index, int sequence, int tag) {
    DicomDataset group = sequence == 0 ? null : group(index, sequence);
    return group != null && group.get(tag) != null ? group : dataset;
  }

  private double[] numbers(int index, int sequence, int tag, int count) {
    return holder(index, sequence, tag).numbers(tag, count);
  }

  private Double number(int index, int sequence, int tag) {
    return holder(index, sequence, tag).number(tag);
  }

  private String string(int index, int sequence, int tag) {
    return holder(index, sequence, tag).string(tag);
  }
}
