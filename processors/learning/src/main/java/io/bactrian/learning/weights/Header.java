package io.bactrian.learning.weights;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.learning.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: its length as a little-endian 64-bit number, then JSON. Read
 * from files of any origin, so each size is checked before anything of that size is made.
 *
 * @param dataStart where in the file the tensors begin
 */
record Header(long dataStart, List<TensorEntry> tensors, Map<String, String> metadata) {
  /** As the format's own reader has it. */
  static final long LARGEST = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  static Header read(FileChannel file, Path path) throws IOException {
    long size = file.size();
    long length =
        size < Long.BYTES ? 0 : bytes(file, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LARGEST || length > size - Long.BYTES) {
      if (size >= Pickle.START && Pickle.starts(bytes(file, 0, Pickle.START))) {
        throw Pickle.refused(path);
      }
      String claim = Long.toUnsignedString(length);
      throw size < Long.BYTES
          ? broken(path, "it has only " + size + " bytes", null)
          : broken(path, "its header claims " + claim + " of the file's " + size + " bytes", null);
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes(file, Long.BYTES, (int) length).array());
    } catch (JsonProcessingException e) {
      throw broken(path, "its header is not JSON", e);
    }
    if (!json.isObject()) {
      throw broken(path, "its header is not a JSON object", null);
    }
    return parse(json, Long.BYTES + length, size, path);
  }

  private static ByteBuffer bytes(FileChannel file, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("The file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static Header parse(JsonNode json, long dataStart, long size, Path path) {
    List<TensorEntry> tensors = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (field.getKey().equals("__metadata__")) {
        for (Map.Entry<String, JsonNode> entry : field.getValue().properties()) {
          metadata.put(entry.getKey(), entry.getValue().asText());
        }
      } else {
        tensors.add(entry(field.getKey(), field.getValue(), path));
      }
    }
    tensors.sort(Comparator.comparingLong(TensorEntry::begin));
    long next = 0;
    for (TensorEntry tensor : tensors) {
      if (tensor.begin() != next) {
        throw broken(path, "'" + tensor.name() + "' does not follow the tensor before it", null);
      }
      next = tensor.end();
    }
    if (next != size - dataStart) {
      throw broken(
          path, "its tensors take " + next + " bytes and it has " + (size - dataStart), null);
    }
    return new Header(dataStart, tensors, metadata);
  }

  private static TensorEntry entry(String name, JsonNode json, Path path) {
    String typeName = json.path("dtype").asText();
    TensorType type =
        TensorType.named(typeName)
            .orElseThrow(
                () -> broken(path, "'" + name + "' has the unknown type " + typeName, null));
    long[] sizes = numbers(name, json.path("shape"), path);
    long[] offsets = numbers(name, json.path("data_offsets"), path);
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw broken(path, "'" + name + "' has no begin and end", null);
    }
    TensorEntry entry = new TensorEntry(name, type, new Shape(sizes), offsets[0], offsets[1]);
    if (entry.bytes() != expectedBytes(sizes, type)) {
      throw broken(
          path,
          "'" + name + "' has " + entry.bytes() + " bytes for " + typeName + entry.shape(),
          null);
    }
    if (entry.bytes() > Integer.MAX_VALUE) {
      throw broken(path, "'" + name + "' is larger than 2 GiB", null);
    }
    return entry;
  }

  /** Or -1 where the product of the sizes is beyond all files. */
  private static long expectedBytes(long[] sizes, TensorType type) {
    try {
      long bytes = type.bytes();
      for (long size : sizes) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  private static long[] numbers(String name, JsonNode json, Path path) {
    long[] numbers = new long[json.size()];
    boolean valid = json.isArray();
    for (int i = 0; valid && i < numbers.length; i++) {
      valid = json.get(i).canConvertToLong() && json.get(i).isIntegralNumber();
      numbers[i] = json.get(i).asLong();
      valid &= numbers[i] >= 0;
    }
    if (!valid) {
      throw broken(path, "the sizes or offsets of '" + name + "' are not whole numbers", null);
    }
    return numbers;
  }

  static ModelException broken(Path path, String how, Exception cause) {
    return new ModelException(
        "Not a safetensors file: " + how,
        path.toString(),
        "a whole safetensors file",
        "Copy the file again; a model's own comes from its training",
        cause);
  }
}
