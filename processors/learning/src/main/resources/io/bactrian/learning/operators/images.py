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

  # The mean of each channel, as an image of one voxel.
  def mean_kept(self: __torch__.Images, x: Tensor) -> Tensor:
    sizes = annotate(List[int], [torch.size(x, 0), torch.size(x, 1)])
    for i in range(torch.sub(torch.dim(x), 2)):
      _0 = torch.append(sizes, 1)
    return torch.reshape(torch.mean(torch.flatten(x, 2), [2]), sizes)

  def squeeze_and_excite(self: __torch__.Images,
      x: Tensor, channels: Tensor, places: Tensor) -> Tensor:
    return torch.add(torch.mul(x, torch.sigmoid(channels)), torch.mul(x, torch.sigmoid(places)))

  # Padded by half the kernel of each axis; two slices as in network.py.
  def convolve_volume(self: __torch__.Images, x: Tensor, weight: Tensor, stride: int) -> Tensor:
    w = torch.to(weight, ops.prim.dtype(x))
    z = torch.floordiv(torch.size(weight, 2), 2)
    y = torch.floordiv(torch.size(weight, 3), 2)
    x0 = torch.floordiv(torch.size(weight, 4), 2)
    if torch.le(torch.size(x, 2), 2):
      slices = torch.constant_pad_nd(x, [0, 0, 0, 0, z, z], 0)
      result = torch.convolution(slices, w, None, [stride], [0, y, x0], [1], False, [0], 1)
    else:
      result = torch.convolution(x, w, None, [stride], [z, y, x0], [1], False, [0], 1)
    return result

  # A third of the filters lies across x, the next across y, the last across z.
  def convolve_in_thirds(self: __torch__.Images, x: Tensor, weight: Tensor, stride: int) -> Tensor:
    filters = torch.size(weight, 0)
    first = torch.floordiv(torch.add(filters, 2), 3)
    second = torch.floordiv(torch.add(filters, 1), 3)
    third = torch.floordiv(filters, 3)
    across_x = torch.unsqueeze(torch.narrow(weight, 0, 0, first), 4)
    across_y = torch.unsqueeze(torch.narrow(weight, 0, first, second), 3)
    across_z = torch.unsqueeze(torch.narrow(weight, 0, torch.add(first, second), third), 2)
    parts = annotate(List[Tensor], [(self).convolve_volume(x, across_x, stride, )])
    if torch.gt(second, 0):
      _0 = torch.append(parts, (self).convolve_volume(x, across_y, stride, ))
    if torch.gt(third, 0):
      _1 = torch.append(parts, (self).convolve_volume(x, across_z, stride, ))
    return torch.cat(parts, 1)

  def convolve_thirds(self: __torch__.Images, x: Tensor, weight: Tensor) -> Tensor:
    return (self).convolve_in_thirds(x, weight, 1, )

  def convolve_thirds_stride_2(self: __torch__.Images, x: Tensor, weight: Tensor) -> Tensor:
    return (self).convolve_in_thirds(x, weight, 2, )

  # The sum of the kernel across x, y and z, weighted for each filter, is one kernel of a cube.
  def crossed(self: __torch__.Images, weight: Tensor, directions: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(weight, 2), 2)
    shares = torch.reshape(torch.softmax(directions, -1), [-1, 3, 1, 1, 1, 1])
    across_x = torch.constant_pad_nd(torch.unsqueeze(weight, 4), [half, half, 0, 0, 0, 0], 0)
    across_y = torch.constant_pad_nd(torch.unsqueeze(weight, 3), [0, 0, half, half, 0, 0], 0)
    across_z = torch.constant_pad_nd(torch.unsqueeze(weight, 2), [0, 0, 0, 0, half, half], 0)
    xy = torch.add(torch.mul(across_x, torch.select(shares, 1, 0)), torch.mul(across_y, torch.select(shares, 1, 1)))
    return torch.add(xy, torch.mul(across_z, torch.select(shares, 1, 2)))

  def convolve_crossed(self: __torch__.Images,
      x: Tensor, weight: Tensor, directions: Tensor) -> Tensor:
    return (self).convolve_volume(x, (self).crossed(weight, directions, ), 1, )

  def convolve_crossed_stride_2(self: __torch__.Images,
      x: Tensor, weight: Tensor, directions: Tensor) -> Tensor:
    return (self).convolve_volume(x, (self).crossed(weight, directions, ), 2, )

  def add_along_channels(self: __torch__.Images, x: Tensor, bias: Tensor) -> Tensor:
    sizes = annotate(List[int], [1, -1])
    for i in range(torch.sub(torch.dim(x), 2)):
      _0 = torch.append(sizes, 1)
    return torch.add_(x, torch.to(torch.reshape(bias, sizes), ops.prim.dtype(x)))
