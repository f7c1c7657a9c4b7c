# The layers of the networks as TorchScript, in the syntax of TorchScript's own archives: typed
# methods that call ATen operators by name. Images are N, C, then the spatial axes; in bfloat16 and
# float16 they are channels last in memory, while weights stay in float32 and are converted where
# they are used, so that their gradients and their updates keep float32's precision.
class Network(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Memory format 3 is channels last of three spatial axes and 2 of two.
  def channels_last(self: __torch__.Network, x: Tensor, dtype: int) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.to(x, dtype, False, False, 3)
    else:
      y = torch.to(x, dtype, False, False, 2)
    return y

  def enter_bf16(self: __torch__.Network, x: Tensor) -> Tensor:
    return (self).channels_last(x, 15, )

  def enter_fp16(self: __torch__.Network, x: Tensor) -> Tensor:
    return (self).channels_last(x, 5, )

  def enter_channels_last(self: __torch__.Network, x: Tensor) -> Tensor:
    return (self).channels_last(x, 6, )

  def enter_fp64(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.to(x, 7)

  # dtype 6 is float32, memory format 0 the plain order, as losses and Java's buffers want it.
  def leave(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.to(x, 6, False, False, 0)

  # A weight for this image: in its type, and in bfloat16 and float16 also in its memory format. The
  # engine would otherwise bring it there in the forward pass and again in the backward pass.
  def weight_for(self: __torch__.Network, x: Tensor, weight: Tensor) -> Tensor:
    dtype = ops.prim.dtype(x)
    w = torch.to(weight, dtype)
    if torch.__or__(torch.eq(dtype, 15), torch.eq(dtype, 5)):
      y = (self).channels_last(w, dtype, )
    else:
      y = w
    return y

  # Whether this is a convolution of a volume in bfloat16 such as the one that ends in the classes.
  def has_few_outputs(self: __torch__.Network, x: Tensor, weight: Tensor, stride: int) -> bool:
    volume = torch.__and__(torch.eq(torch.dim(x), 5), torch.eq(ops.prim.dtype(x), 15))
    few = torch.__and__(torch.le(torch.size(weight, 0), 8), torch.ge(torch.size(weight, 1), 16))
    usual = torch.__and__(torch.gt(torch.size(weight, 2), 1), torch.eq(stride, 1))
    return torch.__and__(torch.__and__(volume, few), usual)

  # As the transposed convolution of the mirrored weight, which is the same: oneDNN's gradient of the
  # weight fills its vectors with the outputs of a convolution, but the inputs of a transposed one.
  def convolve_to_few(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, padding: int) -> Tensor:
    mirrored = torch.transpose(torch.flip(weight, [-1, -2, -3]), 0, 1)
    return torch.convolution(x, mirrored, bias, [1], [padding], [1], True, [0], 1)

  # Padding keeps the size of the image: half of the (odd) kernel.
  def padded_convolution(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, stride: int) -> Tensor:
    b = torch.to(bias, ops.prim.dtype(x))
    padding = torch.floordiv(torch.size(weight, 2), 2)
    w = (self).weight_for(x, weight, )
    # oneDNN's gradient of bfloat16 weights leaves parts of its memory unset, and so gives NaN now
    # and then, when it pads an image of two slices itself.
    if torch.__and__(torch.eq(torch.dim(x), 5), torch.le(torch.size(x, 2), 2)):
      slices = torch.constant_pad_nd(x, [0, 0, 0, 0, padding, padding], 0)
      y = torch.convolution(slices, w, b, [stride], [0, padding, padding], [1], False, [0], 1)
    elif (self).has_few_outputs(x, weight, stride, ):
      y = (self).convolve_to_few(x, w, b, padding, )
    else:
      y = torch.convolution(x, w, b, [stride], [padding], [1], False, [0], 1)
    return y

  def convolve(self: __torch__.Network, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (self).padded_convolution(x, weight, bias, 1, )

  def convolve_stride_2(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (self).padded_convolution(x, weight, bias, 2, )

  # Numbers `first` to `first + count` of a tensor of whole numbers.
  def numbers(self: __torch__.Network, tensor: Tensor, first: int, count: int) -> List[int]:
    values = annotate(List[int], [])
    for i in range(count):
      _0 = torch.append(values, int(torch.select(tensor, 0, torch.add(first, i))))
    return values

  # The geometry holds the stride, the padding and the dilation of each axis.
  def convolve_freely_without_bias(self: __torch__.Network,
      x: Tensor, weight: Tensor, geometry: Tensor) -> Tensor:
    axes = torch.sub(torch.dim(x), 2)
    stride = (self).numbers(geometry, 0, axes, )
    padding = (self).numbers(geometry, axes, axes, )
    dilation = (self).numbers(geometry, torch.mul(axes, 2), axes, )
    w = torch.to(weight, ops.prim.dtype(x))
    # As in padded_convolution.
    if torch.__and__(torch.eq(axes, 3), torch.le(torch.size(x, 2), 2)):
      slices = torch.constant_pad_nd(x, [0, 0, 0, 0, padding[0], padding[0]], 0)
      y = torch.convolution(slices, w, None, stride, [0, padding[1], padding[2]], dilation, False, [0], 1)
    else:
      y = torch.convolution(x, w, None, stride, padding, dilation, False, [0], 1)
    return y

  def convolve_freely(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, geometry: Tensor) -> Tensor:
    y = (self).convolve_freely_without_bias(x, weight, geometry, )
    return torch.add_(y, (self).along_channels(bias, y, ))

  # A vector of the channels, to be added to or multiplied with an image.
  def along_channels(self: __torch__.Network, vector: Tensor, image: Tensor) -> Tensor:
    sizes = annotate(List[int], [1, -1])
    for i in range(torch.sub(torch.dim(image), 2)):
      _0 = torch.append(sizes, 1)
    return torch.to(torch.reshape(vector, sizes), ops.prim.dtype(image))

  # The weight is in, out, spatial as torch has it for transposed convolutions; the size is
  # multiplied by the stride, which the kernel must have too or be less by the output padding.
  def convolve_transposed_without_bias(self: __torch__.Network,
      x: Tensor, weight: Tensor, stride: Tensor) -> Tensor:
    steps = (self).numbers(stride, 0, torch.sub(torch.dim(x), 2), )
    rest = annotate(List[int], [])
    for i in range(torch.len(steps)):
      _0 = torch.append(rest, torch.sub(steps[i], torch.size(weight, torch.add(i, 2))))
    w = torch.to(weight, ops.prim.dtype(x))
    return torch.convolution(x, w, None, steps, [0], [1], True, rest, 1)

  def convolve_transposed(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, stride: Tensor) -> Tensor:
    y = (self).convolve_transposed_without_bias(x, weight, stride, )
    return torch.add_(y, (self).along_channels(bias, y, ))

  # N, in to N, out; the weight is out, in.
  def linear(self: __torch__.Network, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    dtype = ops.prim.dtype(x)
    return torch.linear(x, torch.to(weight, dtype), torch.to(bias, dtype))

  # N, C, spatial to N, C.
  def mean_of_space(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.mean(torch.flatten(x, 2), [2])

  def largest_of_space(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.amax(torch.flatten(x, 2), [2])

  def activate(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.leaky_relu(x, 0.01)

  def relu(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.relu(x)

  def steep_activate(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.leaky_relu(x, 0.2)

  # Statistics over the batch; the running ones follow with a momentum of 0.1.
  def batch_norm(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.batch_norm(x, weight, bias, mean, variance, True, 0.1, 1.0000000000000001e-05, False)

  def running_norm(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.batch_norm(x, weight, bias, mean, variance, False, 0.1, 1.0000000000000001e-05, False)

  # Batch norm of one image is its instance norm, and much faster in channels last than the
  # engine's instance or group norm (the backward pass of the latter takes 18 times as long).
  def instance_norm(self: __torch__.Network, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.eq(torch.size(x, 0), 1):
      y = torch.batch_norm(x, weight, bias, None, None, True, 0.1, 1.0000000000000001e-05, False)
    else:
      images = annotate(List[Tensor], [])
      for image in torch.split(x, 1):
        normalized = torch.batch_norm(image, weight, bias, None, None, True, 0.1, 1.0000000000000001e-05, False)
        _0 = torch.append(images, normalized)
      y = torch.cat(images)
    return y

  def bare_instance_norm(self: __torch__.Network, x: Tensor) -> Tensor:
    images = annotate(List[Tensor], [])
    for image in torch.split(x, 1):
      normalized = torch.batch_norm(image, None, None, None, None, True, 0.1, 1.0000000000000001e-05, False)
      _0 = torch.append(images, normalized)
    return torch.cat(images)

  # Instance norm whose running statistics, of all images of a batch, take over outside of training.
  def tracked_instance_norm(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.instance_norm(x, weight, bias, mean, variance, True, 0.1, 1.0000000000000001e-05, False)

  def batch_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.leaky_relu_((self).batch_norm(x, weight, bias, mean, variance, ), 0.01)

  def running_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.leaky_relu_((self).running_norm(x, weight, bias, mean, variance, ), 0.01)

  def instance_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.leaky_relu_((self).instance_norm(x, weight, bias, ), 0.01)

  def tracked_instance_norm_activate(self: __torch__.Network,
      x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    return torch.leaky_relu_((self).tracked_instance_norm(x, weight, bias, mean, variance, ), 0.01)

  # The weights of linear interpolation from corner to corner: many places, few places. In steps of
  # 1/256, which bfloat16 holds, so that those of a place sum to one.
  def interpolation(self: __torch__.Network, x: Tensor, few: int, many: int) -> Tensor:
    device = ops.prim.device(x)
    step = torch.div(torch.sub(few, 1), ops.prim.max(torch.sub(many, 1), 1))
    places = torch.mul(torch.arange(many, dtype=6, layout=None, device=device, pin_memory=None), step)
    known = torch.arange(few, dtype=6, layout=None, device=device, pin_memory=None)
    distances = torch.abs(torch.sub(torch.unsqueeze(places, 1), known))
    weights = torch.clamp_min(torch.rsub(distances, 1), 0)
    return torch.to(torch.div(torch.round(torch.mul(weights, 256)), 256), ops.prim.dtype(x))

  # As products of matrices, one axis after the other: the engine's own interpolation and its gradient
  # take several times as long in bfloat16. The products grow with the square of the size.
  def interpolate_by_products(self: __torch__.Network, x: Tensor, sizes: List[int]) -> Tensor:
    axes = torch.len(sizes)
    y = torch.movedim(x, 1, -1)
    for i in range(axes):
      axis = torch.sub(axes, i)
      few = torch.size(y, axis)
      many = sizes[torch.sub(axis, 1)]
      shape = torch.size(y)
      rows = torch.flatten(torch.flatten(y, torch.add(axis, 1), -1), 0, torch.sub(axis, 1))
      weights = torch.expand((self).interpolation(x, few, many, ), [torch.size(rows, 0), many, few])
      _0 = torch._set_item(shape, axis, many)
      y = torch.reshape(torch.bmm(weights, rows), shape)
    return torch.movedim(y, -1, 1)

  def interpolate(self: __torch__.Network, x: Tensor, sizes: List[int]) -> Tensor:
    if torch.__and__(torch.eq(ops.prim.dtype(x), 15), torch.le(ops.prim.max(sizes), 256)):
      y = (self).interpolate_by_products(x, sizes, )
    elif torch.eq(torch.dim(x), 5):
      y = torch.upsample_trilinear3d(x, sizes, True)
    else:
      y = torch.upsample_bilinear2d(x, sizes, True)
    return y

  # Linear, corner to corner (align_corners), twice the size.
  def upsample(self: __torch__.Network, x: Tensor) -> Tensor:
    sizes = annotate(List[int], [])
    for i in range(torch.sub(torch.dim(x), 2)):
      _0 = torch.append(sizes, torch.mul(torch.size(x, torch.add(i, 2)), 2))
    return (self).interpolate(x, sizes, )

  # To the size of another image.
  def upsample_like(self: __torch__.Network, x: Tensor, like: Tensor) -> Tensor:
    return (self).interpolate(x, torch.slice(torch.size(like), 2), )

  # Each voxel repeated, to the size of another image.
  def repeat_like(self: __torch__.Network, x: Tensor, like: Tensor) -> Tensor:
    if torch.eq(torch.dim(x), 5):
      y = torch.upsample_nearest3d(x, [torch.size(like, 2), torch.size(like, 3), torch.size(like, 4)])
    else:
      y = torch.upsample_nearest2d(x, [torch.size(like, 2), torch.size(like, 3)])
    return y

  def concatenate(self: __torch__.Network, a: Tensor, b: Tensor) -> Tensor:
    return torch.cat([a, b], 1)

  def add_to(self: __torch__.Network, a: Tensor, b: Tensor) -> Tensor:
    return torch.add_(a, b)

  # Whole channels to zero, the others scaled up, so that the expectation stays.
  def drop_channels(self: __torch__.Network, x: Tensor, probability: Tensor) -> Tensor:
    return torch.feature_dropout(x, float(probability), True)

  # Single elements to zero, the others scaled up.
  def drop_elements(self: __torch__.Network, x: Tensor, probability: Tensor) -> Tensor:
    return torch.dropout(x, float(probability), True)

  def steeper_activate(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.leaky_relu(x, 0.29999999999999999)

  def tanh(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.tanh(x)

  def first_channel(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.slice(x, 1, 0, 1)

  def copy(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.clone(x)

  def flatten(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.flatten(x, 1)

  # One for the channel with the largest logit, zero for the others; gradients as of the softmax.
  def one_hot_largest(self: __torch__.Network, logits: Tensor) -> Tensor:
    soft = torch.softmax(logits, 1)
    places = torch.argmax(soft, 1, True)
    hard = torch.scatter_(torch.zeros_like(soft), 1, places, 1.)
    return torch.add(torch.sub(hard, torch.detach(soft)), soft)

  # In float32, or in float64 where that is what it has.
  def wide(self: __torch__.Network, x: Tensor) -> Tensor:
    if torch.eq(ops.prim.dtype(x), 7):
      y = x
    else:
      y = torch.to(x, 6)
    return y

  # As one_hot_largest, of a channel drawn with its probability (Gumbel's trick).
  def one_hot_drawn(self: __torch__.Network, logits: Tensor) -> Tensor:
    noise = torch.log(torch.exponential_(torch.empty_like((self).wide(logits, )), 1.))
    return (self).one_hot_largest(torch.sub(logits, torch.to(noise, ops.prim.dtype(logits))), )

  # From normal distributions with these means and logarithms of variances.
  def normal_drawn(self: __torch__.Network, means: Tensor, logarithms: Tensor) -> Tensor:
    deviations = torch.exp(torch.mul(logarithms, 0.5))
    return torch.add(means, torch.mul(torch.randn_like(means), deviations))

  # Each channel of each image gets the mean and deviation of the image's style vector.
  def adopt_style(self: __torch__.Network, x: Tensor, style: Tensor) -> Tensor:
    flat = (self).wide(torch.flatten(x, 2), )
    vector = torch.unsqueeze((self).wide(style, ), 1)
    deviation = torch.sqrt(torch.add(torch.var(flat, [2], True, True), 1.0000000000000001e-05))
    normal = torch.div(torch.sub(flat, torch.mean(flat, [2], True)), deviation)
    spread = torch.sqrt(torch.add(torch.var(vector, [2], True, True), 1.0000000000000001e-05))
    styled = torch.add(torch.mul(normal, spread), torch.mean(vector, [2], True))
    return torch.to(torch.reshape(styled, torch.size(x)), ops.prim.dtype(x))
