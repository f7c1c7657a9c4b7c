package io.bactrian.learning.operators;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One class of TorchScript methods, packed at run time from readable source on the classpath. A
 * TorchScript file is a zip with the entries stored; beside the code it needs a version, no
 * constants, and a pickled instance without attributes.
 */
final class TorchScript {
  /** Of this thread; usually none. */
  static final ThreadLocal<OperatorTrace> TRACE = new ThreadLocal<>();

  private final PtSymbolBlock module;
  private final NDManager manager;
  private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

  /**
   * @param resource name of the source, beside this class
   * @param className of the one class in it
   */
  TorchScript(String resource, String className) {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try (InputStream source = TorchScript.class.getResourceAsStream(resource)) {
      byte[] archive = archive(source.readAllBytes(), className);
      module =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private static byte[] archive(byte[] source, String className) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "library/version", "3\n".getBytes(StandardCharsets.US_ASCII));
      store(zip, "library/constants.pkl", latin("\u0080\u0002)."));
      // GLOBAL, EMPTY_TUPLE, NEWOBJ, then the state {"training": true}, BUILD, STOP.
      String instance =
          "\u0080\u0002c__torch__\n" + className + "\n)\u0081}X\b\0\0\0training\u0088sb.";
      store(zip, "library/data.pkl", latin(instance));
      store(zip, "library/code/__torch__.py", source);
    }
    return bytes.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Calls a method of tensors, with gradients.
   *
   * @return its one result, in the manager of the first argument
   */
  NDArray differentiable(String method, NDArray... arguments) {
    NDList inputs = new NDList(arguments);
    inputs.add(methods.computeIfAbsent(method, this::methodName));
    NDArray result = IValueUtils.forward(module, inputs, true).singletonOrThrow();
    OperatorTrace trace = TRACE.get();
    if (trace != null) {
      trace.called(method, arguments, result);
    }
    return result;
  }

  private NDArray methodName(String method) {
    NDArray array = manager.create(0f);
    array.setName("module_method:" + method);
    return array;
  }

  /** Calls a method outside of automatic differentiation; closes the arguments. */
  IValue direct(String method, IValue... arguments) {
    try {
      return IValueUtils.runMethod(module, method, arguments);
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  /** A list of tensors as an argument. */
  static IValue list(Iterable<NDArray> arrays) {
    NDList list = new NDList();
    arrays.forEach(list::add);
    return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
  }

  NDArray tensor(IValue value) {
    return value.toTensor((PtNDManager) manager);
  }
}
