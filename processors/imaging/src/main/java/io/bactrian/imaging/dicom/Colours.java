package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;

/** Three samples a pixel to a channel each of red, green and blue. */
final class Colours {
  private Colours() {}

  /**
   * @param frame samples of a frame, of a pixel together or plane by plane
   * @return red, green, blue
   */
  static ByteBuffer[] channels(ByteBuffer frame, PixelFormat format, boolean planar) {
    int width = format.sampleBytes();
    int pixels = format.pixels();
    ByteBuffer[] channels = new ByteBuffer[3];
    boolean halved = frame.remaining() < format.frameBytes();
    for (int c = 0; c < 3; c++) {
      ByteBuffer channel = ByteBuffer.allocate(pixels * width).order(frame.order());
      for (int i = 0; i < pixels; i++) {
        int sample = halved ? halvedSample(i, c) : planar ? c * pixels + i : 3 * i + c;
        for (int b = 0; b < width; b++) {
          channel.put(i * width + b, frame.get(sample * width + b));
        }
      }
      channels[c] = channel;
    }
    if (format.photometric().startsWith("YBR_FULL") && width == 1) {
      toRgb(channels);
    }
    return channels;
  }

  /** In YBR_FULL_422 two pixels share their chrominance: Y1 Y2 Cb Cr. */
  private static int halvedSample(int pixel, int component) {
    int pair = pixel / 2 * 4;
    return component == 0 ? pair + pixel % 2 : pair + 1 + component;
  }

  /** ITU-R BT.601 with full range, as JPEG files have it. */
  private static void toRgb(ByteBuffer[] channels) {
    for (int i = 0; i < channels[0].capacity(); i++) {
      double y = channels[0].get(i) & 0xff;
      double cb = (channels[1].get(i) & 0xff) - 128;
      double cr = (channels[2].get(i) & 0xff) - 128;
      channels[0].put(i, clamped(y + 1.402 * cr));
      channels[1].put(i, clamped(y - 0.344136286 * cb - 0.714136286 * cr));
      channels[2].put(i, clamped(y + 1.772 * cb));
    }
  }

  private static byte clamped(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }
}
