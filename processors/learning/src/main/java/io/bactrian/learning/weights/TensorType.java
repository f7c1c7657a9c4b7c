package io.bactrian.learning.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The element types of safetensors files. DJL has no arrays of bfloat16: such tensors are read as
 * float32, which holds each of their numbers, and are never written.
 */
enum TensorType {
  F64(DataType.FLOAT64),
  F32(DataType.FLOAT32),
  F16(DataType.FLOAT16),
  BF16(DataType.FLOAT32),
  I64(DataType.INT64),
  I32(DataType.INT32),
  I8(DataType.INT8),
  U8(DataType.UINT8),
  BOOL(DataType.BOOLEAN);

  private final DataType arrayType;

  TensorType(DataType arrayType) {
    this.arrayType = arrayType;
  }

  DataType arrayType() {
    return arrayType;
  }

  int bytes() {
    return this == BF16 ? Short.BYTES : arrayType.getNumOfBytes();
  }

  static Optional<TensorType> named(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  static Optional<TensorType> of(DataType arrayType) {
    return Stream.of(values())
        .filter(type -> type != BF16 && type.arrayType == arrayType)
        .findFirst();
  }
}
