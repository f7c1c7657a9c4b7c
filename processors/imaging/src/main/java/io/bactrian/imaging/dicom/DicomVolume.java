package io.bactrian.imaging.dicom;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.Slices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pixels of a stack of planes as one image a channel. */
final class DicomVolume {
  private final List<DicomFrame> frames;
  private final Geometry geometry;
  private final Map<Path, FrameDecoder> shared = new ConcurrentHashMap<>();
  private final boolean oneFile;

  private DicomVolume(SliceStack stack) {
    this.frames = stack.frames();
    this.geometry = stack.geometry();
    this.oneFile = frames.stream().map(DicomFrame::file).distinct().count() < frames.size();
  }

  /** Red, green and blue for colours, else one channel; real values after the rescale slope. */
  static List<Image> read(SliceStack stack) {
    return new DicomVolume(stack).images();
  }

  private FrameDecoder decoder(Path file) {
    try {
      return new FrameDecoder(DicomFile.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private List<Image> images() {
    int slices = frames.size();
    FrameDecoder first = decoder(frames.get(0).file());
    int channels = first.channels();
    PixelType type = first.type();
    shared.put(frames.get(0).file(), first);
    ByteBuffer[][] slabs = new ByteBuffer[channels][slices];
    Slices.forEach(
        slices,
        z -> {
          DicomFrame frame = frames.get(z);
          FrameDecoder decoder = shared.get(frame.file());
          if (decoder == null) {
            decoder =
                oneFile
                    ? shared.computeIfAbsent(frame.file(), this::decoder)
                    : decoder(frame.file());
          }
          ByteBuffer[] decoded = decoder.frame(frame.index());
          for (int c = 0; c < channels; c++) {
            slabs[c][z] = decoded[c];
          }
        });
    List<Image> images = new ArrayList<>();
    for (ByteBuffer[] channel : slabs) {
      images.add(channels > 1 ? Image.of(channel, 1, type, 1, 0, geometry) : scaled(channel, type));
    }
    return images;
  }

  /** PET and some MR have a slope of their own in every slice, which one image cannot hold. */
  private Image scaled(ByteBuffer[] slabs, PixelType type) {
    double slope = frames.get(0).slope();
    double intercept = frames.get(0).intercept();
    boolean same = frames.stream().allMatch(f -> f.slope() == slope && f.intercept() == intercept);
    if (same) {
      return Image.of(slabs, 1, type, slope, intercept, geometry);
    }
    if (geometry.voxels() > Integer.MAX_VALUE - 8) {
      throw new ImageContentException(
          "The series has " + geometry.voxels() + " voxels with slopes of their own",
          frames.get(0).file().toString(),
          "at most " + (Integer.MAX_VALUE - 8) + " voxels",
          "convert the series in parts");
    }
    int pixels = geometry.size(0) * geometry.size(1);
    float[] values = new float[(int) geometry.voxels()];
    Geometry flat = Geometry.ofSize(geometry.size(0), geometry.size(1), 1);
    Slices.forEach(
        slabs.length,
        z -> {
          DicomFrame frame = frames.get(z);
          ByteBuffer[] one = {slabs[z]};
          float[] slice = Image.of(one, 1, type, frame.slope(), frame.intercept(), flat).toFloats();
          System.arraycopy(slice, 0, values, z * pixels, pixels);
        });
    return Image.of(values, geometry);
  }
}
