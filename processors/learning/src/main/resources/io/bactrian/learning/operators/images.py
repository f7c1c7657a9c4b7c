# Layers of networks that answer once an image, to the rules of network.py.
class Images(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def largest_of_two(self: __torch__.Images, x: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.max_pool3d(x, [2, 2, 2], [2, 2, 2], [0, 0, 0], [1, 1, 1], False)
    else:
      y = torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
    return y

  def largest_of_three(self: __torch__.Images, x: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.max_pool3d(x, [3, 3, 3], [2, 2, 2], [1, 1, 1], [1, 1, 1], False)
    else:
      y = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)
    return y

  def mean_of_two(self: __torch__.Images, x: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      if torch.eq(ops.prim.dtype(x), 7):
        y = torch.avg_pool3d(x, [2, 2, 2], [2, 2, 2])
      else:
        # The engine cannot do this one in bfloat16.
        means = torch.avg_pool3d(torch.to(x, 6), [2, 2, 2], [2, 2, 2])
        y = torch.to(means, ops.prim.dtype(x))
    else:
      y = torch.avg_pool2d(x, [2, 2], [2, 2])
    return y

  def seven_by_seven(self: __torch__.Images, x: Tensor) -> Tensor:
    return torch.flatten(torch.contiguous(torch.adaptive_avg_pool2d(x, [7, 7])), 1)

  # As network.py's instance norm, without scale and shift.
  def plain_instance_norm(self: __torch__.Images, x: Tensor) -> Tensor:
    images = annotate(List[Tensor], [])
    for image in torch.split(x, 1):
      normalized = torch.batch_norm(image, None, None, None, None, True, 0.1, 1.0000000000000001e-05, False)
      _0 = torch.append(images, normalized)
    return torch.cat(images)

  def silu(self: __torch__.Images, x: Tensor) -> Tensor:
    return torch.silu(x)

  def gate(self: __torch__.Images, x: Tensor, gates: Tensor) -> Tensor:
    sizes = annotate(List[int], [torch.size(x, 0), torch.size(x, 1)])
    for i in range(torch.sub(torch.dim(x), 2)):
      _0 = torch.append(sizes, 1)
    return torch.mul(x, torch.reshape(torch.sigmoid(gates), sizes))

  def frame(self: __torch__.Images, x: Tensor) -> Tensor:
    sides = annotate(List[int], [])
    for i in range(torch.mul(torch.sub(torch.dim(x), 2), 2)):
      _0 = torch.append(sides, 1)
    return torch.constant_pad_nd(x, sides, 0)

  def depthwise(self: __torch__.Images, x: Tensor, weight: Tensor, stride: int) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    padding = torch.floordiv(torch.size(weight, 2), 2)
    return torch.convolution(x, w, None, [stride], [padding], [1], False, [0], torch.size(x, 1))

  def convolve_depthwise(self: __torch__.Images, x: Tensor, weight: Tensor) -> Tensor:
    return (self).depthwise(x, weight, 1, )

  def convolve_depthwise_stride_2(self: __torch__.Images, x: Tensor, weight: Tensor) -> Tensor:
    return (self).depthwise(x, weight, 2, )
