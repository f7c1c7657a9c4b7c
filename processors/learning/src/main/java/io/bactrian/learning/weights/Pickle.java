package io.bactrian.learning.weights;

import io.bactrian.learning.ModelException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** PyTorch's own files, which run whatever program they hold when they are read. */
final class Pickle {
  /** Bytes at the start of a file that tell. */
  static final int START = 4;

  private Pickle() {}

  /** PyTorch writes a zip with a pickle in it, or in old versions a pickle alone. */
  static boolean starts(ByteBuffer start) {
    boolean zip = start.get(0) == 'P' && start.get(1) == 'K' && start.get(2) == 3;
    int protocol = start.get(1);
    return zip && start.get(3) == 4
        || (start.get(0) & 0xff) == 0x80 && protocol >= 2 && protocol <= 5;
  }

  static ModelException refused(Path file) {
    return new ModelException(
        "The weights are a pickle of PyTorch, which could run any program",
        file.toString(),
        "a safetensors file",
        "convert it where PyTorch is: python -c \"import torch, safetensors.torch as s;"
            + " d = torch.load('in.pth.tar', weights_only=False); s.save_file({k: v.contiguous()"
            + " for k, v in d.get('model_state_dict', d).items()}, 'out.safetensors')\"");
  }
}
