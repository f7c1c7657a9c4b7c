package io.bactrian.learning.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.learning.ModelException;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes named arrays in the safetensors format, without running anything. */
public final class SafeTensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEADER = 100 << 20;

  private SafeTensors() {}

  /** Writes float32 and int64 arrays. */
  public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode notes = header.putObject("__metadata__");
    metadata.forEach(notes::put);
    long offset = 0;
    for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
      NDArray array = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", array.getDataType() == DataType.INT64 ? "I64" : "F32");
      for (long size : array.getShape().getShape()) {
        node.withArray("shape").add(size);
      }
      if (array.getShape().dimension() == 0) {
        node.putArray("shape");
      }
      long end = offset + array.size() * array.getDataType().getNumOfBytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = padded(header.toString());
    AtomicFiles.write(
        file,
        out -> {
          out.write(
              ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
          out.write(text);
          for (NDArray array : arrays.values()) {
            out.write(array.toByteArray());
          }
        });
  }

  private static byte[] padded(String header) {
    byte[] plain = header.getBytes(StandardCharsets.UTF_8);
    return (header + " ".repeat((8 - plain.length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads all arrays into {@code manager}. */
  public static Map<String, NDArray> read(Path file, NDManager manager) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      map.order(ByteOrder.LITTLE_ENDIAN);
      long length = map.remaining() < 8 ? -1 : map.getLong();
      if (length < 2 || length > Math.min(LARGEST_HEADER, map.remaining())) {
        throw new IOException("no header");
      }
      byte[] text = new byte[(int) length];
      map.get(text);
      ByteBuffer data = map.slice().order(ByteOrder.LITTLE_ENDIAN);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          arrays.put(entry.getKey(), array(entry.getValue(), data, manager));
        }
      }
      return arrays;
    } catch (IOException e) {
      throw new ModelException(
          "The weights cannot be read: " + e.getMessage(),
          file.toString(),
          "a whole safetensors file",
          "copy the file again, or train the model again",
          e);
    }
  }

  private static NDArray array(JsonNode node, ByteBuffer data, NDManager manager)
      throws IOException {
    DataType type = node.path("dtype").asText().equals("I64") ? DataType.INT64 : DataType.FLOAT32;
    long[] shape = new long[node.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path("shape").path(i).asLong();
    }
    long from = node.path("data_offsets").path(0).asLong(-1);
    long to = node.path("data_offsets").path(1).asLong(-1);
    long bytes = new Shape(shape).size() * type.getNumOfBytes();
    if (from < 0 || to > data.capacity() || to - from != bytes) {
      throw new IOException("it ends early or contradicts itself");
    }
    ByteBuffer copy = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    copy.put(data.duplicate().position((int) from).limit((int) to)).flip();
    return manager.create(copy, new Shape(shape), type);
  }
}
