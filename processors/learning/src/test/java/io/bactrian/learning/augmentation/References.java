package io.bactrian.learning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Numbers of reference implementations; the README beside them says how they were computed. */
final class References {
  private static final Map<String, float[]> NUMBERS = new HashMap<>();

  static {
    try (InputStream stream = References.class.getResourceAsStream("reference.txt")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.split("\n")) {
        String[] words = line.split(" ");
        float[] values = new float[words.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(words[i + 1]);
        }
        NUMBERS.put(words[0], values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private References() {}

  static Set<String> names() {
    return NUMBERS.keySet();
  }

  static float[] get(String name) {
    return NUMBERS.get(name).clone();
  }

  /** The volume of that name, 6 x 5 x 4, one channel, labels counting from 0. */
  static PatchData volume(String name) {
    return patch(get(name), 1, 6, 5, 4);
  }

  /** Eight voxels in a row with three colours. */
  static PatchData colours(float full) {
    PatchData patch = patch(get("rgb"), 3, 8, 1, 1);
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 8; i++) {
        patch.channel(channel)[i] *= full;
      }
    }
    return patch;
  }

  private static PatchData patch(float[] values, int channels, int... size) {
    PatchData patch = new PatchData(size, channels, true);
    for (int i = 0; i < values.length; i++) {
      patch.channel(i / patch.voxels())[i % patch.voxels()] = values[i];
    }
    for (int i = 0; i < patch.voxels(); i++) {
      patch.labels()[i] = i;
    }
    return patch;
  }

  static void assertClose(float[] found, float[] expected, float tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("element " + i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
