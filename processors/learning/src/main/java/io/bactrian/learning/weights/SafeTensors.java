package io.bactrian.learning.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.learning.ModelException;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named arrays in a file of the <a
 * href="https://github.com/huggingface/safetensors#format">safetensors format</a>: sizes and types
 * in a JSON header, then the plain little-endian numbers.
 */
public final class SafeTensors {
  private static final JsonMapper JSON = new JsonMapper();

  private SafeTensors() {}

  /**
   * Reads all arrays, in the order of the file; bfloat16 as float32. Each is copied once, from the
   * mapped file into the engine's memory.
   *
   * @param manager keeps the arrays
   * @throws ModelException for a file that is truncated or no safetensors file
   */
  public static Map<String, NDArray> read(Path path, NDManager manager) {
    try (FileChannel file = open(path)) {
      Header header = Header.read(file, path);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (TensorEntry tensor : header.tensors()) {
        arrays.put(tensor.name(), array(file, header.dataStart(), tensor, manager));
      }
      return arrays;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** The texts that were stored beside the arrays. */
  public static Map<String, String> readMetadata(Path path) {
    try (FileChannel file = open(path)) {
      return Header.read(file, path).metadata();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new MissingFileException(
          "There are no weights",
          path.toString(),
          "a readable safetensors file",
          "Check the path; the weights of a model are in the folder that its training wrote");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  private static NDArray array(
      FileChannel file, long dataStart, TensorEntry tensor, NDManager manager) throws IOException {
    if (tensor.bytes() == 0) {
      return manager.zeros(tensor.shape(), tensor.type().arrayType());
    }
    ByteBuffer mapped =
        file.map(FileChannel.MapMode.READ_ONLY, dataStart + tensor.begin(), tensor.bytes());
    mapped.order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer values = tensor.type() == TensorType.BF16 ? widened(mapped) : mapped;
    // The engine would use the buffer's memory itself, which is read-only: hence the copy.
    try (NDArray view = manager.create(values, tensor.shape(), tensor.type().arrayType())) {
      return view.duplicate();
    }
  }

  /** Bfloat16 is the upper half of float32. */
  private static ByteBuffer widened(ByteBuffer halves) {
    ByteBuffer floats =
        ByteBuffer.allocateDirect(2 * halves.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (halves.hasRemaining()) {
      floats.putInt(halves.getShort() << 16);
    }
    return floats.flip();
  }

  /**
   * Writes the arrays in the order of the map; the file appears whole or not at all.
   *
   * @param metadata texts to store beside them
   */
  public static void write(Path path, Map<String, NDArray> arrays, Map<String, String> metadata) {
    AtomicFiles.writePath(
        path,
        temporary -> {
          try (FileChannel file =
              FileChannel.open(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(file, header(arrays, metadata));
            for (NDArray array : arrays.values()) {
              writeFully(file, array.toByteBuffer(true));
            }
            file.force(true);
          }
        });
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static ByteBuffer header(Map<String, NDArray> arrays, Map<String, String> metadata) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode texts = json.putObject("__metadata__");
    // sorted: the same content is the same bytes, whatever the order of the caller's map
    new TreeMap<>(metadata).forEach(texts::put);
    long offset = 0;
    for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
      NDArray array = entry.getValue();
      TensorType type =
          TensorType.of(array.getDataType())
              .orElseThrow(
                  () -> new IllegalArgumentException("No tensor type for " + array.getDataType()));
      ObjectNode tensor = json.putObject(entry.getKey()).put("dtype", type.name());
      ArrayNode shape = tensor.putArray("shape");
      for (long size : array.getShape().getShape()) {
        shape.add(size);
      }
      long end = offset + array.size() * type.bytes();
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    return padded(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * With its length before it and spaces after it, so that the tensors begin at a multiple of 8.
   */
  private static ByteBuffer padded(byte[] json) {
    int length = (json.length + 7) / 8 * 8;
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(length).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }
}
