package io.bactrian.learning.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.learning.ModelException;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyTypeComesBackAsItWas() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NDArray values = manager.create(new float[] {0, 1, -2, 0.5f, 100, 3}, new Shape(2, 3));
    for (TensorType type : TensorType.values()) {
      if (type == TensorType.BF16) {
        continue; // read only, see below
      }
      arrays.put("tensor." + type, values.abs().toType(type.arrayType(), true));
    }
    arrays.put("scalar", manager.create(7L));
    arrays.put("empty", manager.zeros(new Shape(0, 4), DataType.FLOAT32));
    Path file = folder.resolve("weights.safetensors");

    SafeTensors.write(file, arrays, Map.of("epoch", "3", "text", "a \"quoted\" ü"));

    Map<String, NDArray> read = SafeTensors.read(file, manager);
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
    arrays.forEach(
        (name, array) -> {
          assertThat(read.get(name).getDataType()).isEqualTo(array.getDataType());
          assertThat(read.get(name).getShape()).isEqualTo(array.getShape());
          assertThat(read.get(name).toByteBuffer()).isEqualTo(array.toByteBuffer());
        });
    assertThat(SafeTensors.readMetadata(file))
        .containsOnly(Map.entry("epoch", "3"), Map.entry("text", "a \"quoted\" ü"));
  }

  @Test
  void readsTheBytesOfTheFormat() throws IOException {
    String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    Path file = write(json, json.length(), floats(1.5f, -3));
    NDArray array = SafeTensors.read(file, manager).get("a");
    assertThat(array.toFloatArray()).containsExactly(1.5f, -3);
    array.addi(1);
    assertThat(array.toFloatArray()).containsExactly(2.5f, -2);
  }

  @Test
  void bfloat16IsReadAsFloat32() throws IOException {
    String json = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]}}";
    // Sign, 8 bits of exponent, 7 of fraction: 0x3f80 is 1, 0xc040 is -3.
    byte[] data = {(byte) 0x80, 0x3f, 0x40, (byte) 0xc0, 0, 0};
    NDArray array = SafeTensors.read(write(json, json.length(), data), manager).get("a");
    assertThat(array.toFloatArray()).containsExactly(1, -3, 0);
  }

  @Test
  void arraysBeginAtAMultipleOfEightBytes() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, Map.of("odd", manager.ones(new Shape(1))), Map.of());
    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(Files.size(file)).isEqualTo(8 + header + 4);
  }

  @Test
  void theOrderOfTheMetadataDoesNotChangeTheBytes() throws IOException {
    NDArray array = manager.ones(new Shape(2));
    Map<String, String> there = new LinkedHashMap<>();
    there.put("format", "pt");
    there.put("config", "a");
    Map<String, String> back = new LinkedHashMap<>();
    back.put("config", "a");
    back.put("format", "pt");
    SafeTensors.write(folder.resolve("there"), Map.of("a", array), there);
    SafeTensors.write(folder.resolve("back"), Map.of("a", array), back);
    assertThat(folder.resolve("there")).hasSameBinaryContentAs(folder.resolve("back"));
  }

  @Test
  void anArrayInAnotherMemoryOrderIsWrittenInThePlainOne() {
    Path file = folder.resolve("x.safetensors");
    NDArray transposed = manager.arange(6f).reshape(2, 3).transpose();
    SafeTensors.write(file, Map.of("t", transposed), Map.of());
    assertThat(SafeTensors.read(file, manager).get("t").toFloatArray())
        .containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SafeTensors.read(folder.resolve("none.safetensors"), manager))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("none.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; 9999999; header claims 9999999",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; -1; header claims",
        "not json at all; 0; header is not JSON",
        "[1,2]; 0; not a JSON object",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}; 0; 'a' has 8 bytes for F32(3)",
        "{'a':{'dtype':'Q4','shape':[2],'data_offsets':[0,8]}}; 0; unknown type Q4",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}; 0; does not follow",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}; 0; not whole numbers",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}; 0; tensors take 4 bytes",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}}; 0; has 8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}; 0; no begin and end",
        "{'a':{},'a':{}}; 0; header is not JSON"
      })
  void aBrokenFileIsToldHow(String json, long claimed, String message) throws IOException {
    String header = json.replace('\'', '"');
    Path file = write(header, claimed == 0 ? header.length() : claimed, floats(1, 2));
    assertThatThrownBy(() -> SafeTensors.read(file, manager))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Not a safetensors file")
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aTruncatedFileIsTold() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    SafeTensors.write(file, Map.of("a", manager.ones(new Shape(100))), Map.of());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 10));
    assertThatThrownBy(() -> SafeTensors.read(file, manager))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("its tensors take 400 bytes and it has 390");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> SafeTensors.read(file, manager))
        .hasMessageContaining("it has only 3 bytes");
  }

  private Path write(String json, long claimed, byte[] data) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(claimed).put(header).put(data);
    return Files.write(folder.resolve("file.safetensors"), buffer.array());
  }

  private static byte[] floats(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }
}
