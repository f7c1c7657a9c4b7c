# The layers of the networks as TorchScript, in the syntax of TorchScript's own archives: typed
# methods that call ATen operators by name. Images are N, C, then the spatial axes; in bfloat16
# they are channels last in memory. Weights stay in float32 and are converted where they are used,
# so that their gradients and their updates keep float32's precision.
class Network(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # dtype 15 is bfloat16, memory format 3 channels last of three spatial axes and 2 of two.
  def enter_bf16(self: __torch__.Network, x: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.to(x, 15, False, False, 3)
    else:
      y = torch.to(x, 15, False, False, 2)
    return y

  # dtype 6 is float32, memory format 0 the plain order, as losses and Java's buffers want it.
  def leave(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, False, 0)

  # Padding keeps the size of the image: half of the (odd) kernel.
  def padded_convolution(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, stride: int) -> Tensor:
    dtype = ops.prim.dtype(x)
    w = torch.to(weight, dtype)
    b = torch.to(bias, dtype)
    padding = torch.floordiv(torch.size(weight, 2), 2)
    # oneDNN's gradient of bfloat16 weights leaves parts of its memory unset, and so gives NaN now
    # and then, when it pads an image of two slices itself.
    if torch.__and__(torch.eq(torch.dim(x), 5), torch.le(torch.size(x, 2), 2)):
      slices = torch.constant_pad_nd(x, [0, 0, 0, 0, padding, padding], 0)
      y = torch.convolution(slices, w, b, [stride], [0, padding, padding], [1], False, [0], 1)
    else:
      y = torch.convolution(x, w, b, [stride], [padding], [1], False, [0], 1)
    return y

  def convolve(self: __torch__.Network, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (self).padded_convolution(x, weight, bias, 1, )

  def convolve_stride_2(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (self).padded_convolution(x, weight, bias, 2, )

  # The weight is in, out, spatial as torch has it for transposed convolutions; doubles the size.
  def convolve_transposed(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    dtype = ops.prim.dtype(x)
    return torch.convolution(x, torch.to(weight, dtype), torch.to(bias, dtype), [2], [0], [1], True, [0], 1)

  def activate(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.leaky_relu(x, 0.01)

  # Statistics over the batch; the running ones follow with a momentum of 0.1.
  def batch_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    y = torch.batch_norm(x, weight, bias, mean, variance, True, 0.1, 1.0000000000000001e-05, False)
    return torch.leaky_relu_(y, 0.01)

  def running_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    y = torch.batch_norm(x, weight, bias, mean, variance, False, 0.1, 1.0000000000000001e-05, False)
    return torch.leaky_relu_(y, 0.01)

  # Batch norm of one image is its instance norm, and much faster in channels last than the
  # engine's instance or group norm (the backward pass of the latter takes 18 times as long).
  def instance_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.eq(torch.size(x, 0), 1):
      y = torch.batch_norm(x, weight, bias, None, None, True, 0.1, 1.0000000000000001e-05, False)
    else:
      images = annotate(List[Tensor], [])
      for image in torch.split(x, 1):
        normalized = torch.batch_norm(image, weight, bias, None, None, True, 0.1, 1.0000000000000001e-05, False)
        _0 = torch.append(images, normalized)
      y = torch.cat(images)
    return torch.leaky_relu_(y, 0.01)

  # Instance norm whose running statistics, of all images of a batch, take over outside of training.
  def tracked_instance_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    y = torch.instance_norm(x, weight, bias, mean, variance, True, 0.1, 1.0000000000000001e-05, False)
    return torch.leaky_relu_(y, 0.01)

  # Linear, corner to corner (align_corners), twice the size.
  def upsample(self: __torch__.Network, x: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.upsample_trilinear3d(x, [torch.mul(torch.size(x, 2), 2), torch.mul(torch.size(x, 3), 2), torch.mul(torch.size(x, 4), 2)], True)
    else:
      y = torch.upsample_bilinear2d(x, [torch.mul(torch.size(x, 2), 2), torch.mul(torch.size(x, 3), 2)], True)
    return y

  def concatenate(self: __torch__.Network, a: Tensor, b: Tensor) -> Tensor:
    return torch.cat([a, b], 1)

  def add_to(self: __torch__.Network, a: Tensor, b: Tensor) -> Tensor:
    return torch.add_(a, b)

  # Whole channels to zero, the others scaled up, so that the expectation stays.
  def drop_channels(self: __torch__.Network, x: Tensor, probability: Tensor) -> Tensor:
    return torch.feature_dropout(x, float(probability), True)
